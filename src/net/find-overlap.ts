import type { AddressRange } from './address.js';
import { addressSet, intersect, touches } from './address-set.js';
import type { LocatedRange } from './located-range.js';
import { mostOverlaps } from './merge-entries.js';

/** An entry of one list and an entry of another that share `range`; `a` and `b` are their indexes. */
export interface CrossOverlap {
  readonly a: number;
  readonly b: number;
  readonly range: AddressRange;
}

/**
 * Which entries of two lists share addresses, in the order of the lists, at most `mostOverlaps` of them. An entry that
 * is in the intersection always has a partner, so that only as many of `a` are compared as are named.
 */
export function findOverlap(a: readonly LocatedRange[], b: readonly LocatedRange[]): readonly CrossOverlap[] {
  const shared = intersect(addressSet(rangesOf(a)), addressSet(rangesOf(b)));
  const candidates = b.filter((entry) => touches(shared, entry.range));
  const found: CrossOverlap[] = [];
  for (const left of a) {
    if (!touches(shared, left.range)) continue;
    for (const right of candidates) {
      const range = common(left.range, right.range);
      if (range !== undefined) found.push({ a: left.index, b: right.index, range });
      if (found.length === mostOverlaps) return found;
    }
  }
  return found;
}

const rangesOf = (entries: readonly LocatedRange[]): readonly AddressRange[] =>
  entries.map((entry) => entry.range);

/** What two ranges share. */
function common(a: AddressRange, b: AddressRange): AddressRange | undefined {
  if (a.family === 'ipv4' && b.family === 'ipv4') {
    const [first, last] = [Math.max(a.first, b.first), Math.min(a.last, b.last)];
    return first <= last ? { family: 'ipv4', first, last } : undefined;
  }
  if (a.family === 'ipv6' && b.family === 'ipv6') {
    const latest = a.first < b.first ? b : a;
    const soonest = b.last < a.last ? b : a;
    if (latest.first > soonest.last) return undefined;
    return { family: 'ipv6', first: latest.first, last: soonest.last };
  }
  return undefined;
}
