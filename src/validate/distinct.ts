import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Place } from '../diagnostics/source.js';
import type { PathFinding } from './findings.js';

/** A policy and its profiles share most of their values, so they share mistakes: the same code at the same place is one. */
export function distinct(findings: readonly PathFinding[]): readonly Diagnostic[] {
  const byIdentity = new Map<string, Diagnostic>();
  for (const { finding } of findings) {
    const key = identity(finding);
    if (!byIdentity.has(key)) byIdentity.set(key, finding);
  }
  return [...byIdentity.values()];
}

/** The path is left out: below a profile it begins differently. */
function identity({ code, args, place }: Diagnostic): string {
  const rest = Object.entries(args ?? {}).filter(([name]) => name !== 'path' && name !== 'within');
  return JSON.stringify([code, place && position(place), rest]);
}

function position(place: Place): readonly (string | number)[] {
  return 'start' in place
    ? [place.file.path, place.start, place.end]
    : [place.file.path, place.line, place.column, place.length];
}
