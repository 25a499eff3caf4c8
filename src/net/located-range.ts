import type { AddressRange } from './address.js';

/** A range and where it came from. */
export interface LocatedRange {
  readonly range: AddressRange;
  /** The caller's key for a place; ascending in the order in which places are read. */
  readonly index: number;
}

/**
 * Entries of one family by first address; of those that start together the longest first, then the one that was read
 * first. Positions are sorted by a flat list of numbers: a million scattered objects take three times as long.
 */
export function sortLocated(entries: readonly LocatedRange[]): readonly LocatedRange[] {
  const firsts = entries.map((entry) => entry.range.first);
  const first = (position: number) => firsts[position] as number | bigint;
  const entry = (position: number) => entries[position] as LocatedRange;
  return Array.from(firsts.keys())
    .sort((a, b) => {
      if (first(a) !== first(b)) return first(a) < first(b) ? -1 : 1;
      const [left, right] = [entry(a), entry(b)];
      if (left.range.last !== right.range.last) return left.range.last > right.range.last ? -1 : 1;
      return left.index - right.index;
    })
    .map(entry);
}

/** Whether two ranges of a sorted list share addresses, `a` being the one that stands earlier. */
export function reaches(a: AddressRange, b: AddressRange): boolean {
  return b.first <= a.last;
}

/** Whether all of `b` is in `a`, `a` being the one that stands earlier. */
export function covers(a: AddressRange, b: AddressRange): boolean {
  return b.last <= a.last;
}
