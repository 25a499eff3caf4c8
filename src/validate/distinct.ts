import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Place } from '../diagnostics/source.js';
import type { Code } from '../diagnostics/words/index.js';
import type { TreeReading } from './tree-reader.js';

/** What the schema says about a value itself, and not about the keys in it. */
const formCodes: ReadonlySet<Code> = new Set(['VG201', 'VG202', 'VG204', 'VG205', 'VG206']);

/**
 * The findings of a policy and its profiles, which share most of their values and so their mistakes: the same code
 * at the same place is one. What the readers of values say is closer to the point than what the schema says there.
 */
export function distinct(readings: readonly TreeReading[]): readonly Diagnostic[] {
  const told = readings.flatMap(({ ofValues }) => ofValues);
  const places = new Set(told.map(({ place }) => positionText(place)));
  const rest = readings
    .flatMap(({ ofShape }) => ofShape)
    .filter(({ code, place }) => !formCodes.has(code) || !places.has(positionText(place)));
  const byIdentity = new Map<string, Diagnostic>();
  for (const finding of [...told, ...rest]) {
    const key = identity(finding);
    if (!byIdentity.has(key)) byIdentity.set(key, finding);
  }
  return [...byIdentity.values()];
}

const leftOut: ReadonlySet<string> = new Set(['path', 'within', 'known']);

/** The path is left out: below a profile it begins differently. And what is known, which is the same for all and may be long. */
function identity({ code, args, place }: Diagnostic): string {
  const rest = Object.entries(args ?? {}).filter(([name]) => !leftOut.has(name));
  return JSON.stringify([code, positionText(place), rest]);
}

function positionText(place: Place | undefined): string {
  if (place === undefined) return '';
  const { file } = place;
  return JSON.stringify(
    'start' in place
      ? [file.path, place.start, place.end]
      : [file.path, place.line, place.column, place.length],
  );
}
