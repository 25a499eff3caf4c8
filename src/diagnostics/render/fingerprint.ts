import { createHash } from 'node:crypto';
import type { Told } from '../order.js';
import { lineText } from './line-text.js';

/**
 * What tells each finding from the others and stays the same when lines are added above it: 32 hex digits over its code, its
 * file and the text of its line, and how many before it had the same. In the order of the findings.
 */
export function fingerprints(told: readonly Told[]): readonly string[] {
  const seen = new Map<string, number>();
  return told.map((one) => {
    const identity = JSON.stringify([one.finding.code, one.location?.path ?? '', lineOf(one) ?? one.what]);
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return createHash('sha256').update(`${identity} ${count}`).digest('hex').slice(0, 32);
  });
}

/** White space does not count, so that an indented block keeps its fingerprints. A list's text is not kept. */
function lineOf({ finding: { place } }: Told): string | undefined {
  if (place === undefined || !('start' in place) || place.file.text === '') return undefined;
  return lineText(place).trim().replace(/\s+/g, ' ');
}
