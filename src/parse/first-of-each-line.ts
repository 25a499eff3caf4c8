import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceFile } from '../diagnostics/source.js';

/**
 * The findings without those that follow another on the same line: one slip of the pen makes a YAML reader
 * stumble several times, and only the first cause helps. What comes first in the list wins.
 */
export function firstOfEachLine(file: SourceFile, findings: readonly Diagnostic[]): Diagnostic[] {
  if (findings.length === 0) return [];
  const starts = [...file.text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const taken = new Set<number>();
  return findings.filter(({ place }) => {
    const line = place !== undefined && 'start' in place ? lineOf(place.start, starts) : -1;
    return !taken.has(line) && taken.add(line);
  });
}

/** How many lines start at or before the offset, the first line not counted. */
function lineOf(offset: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
