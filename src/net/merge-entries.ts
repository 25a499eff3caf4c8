import type { AddressRange } from './address.js';
import { type AddressSet, coverage, touches } from './address-set.js';
import { families } from './family.js';
import { covers, type LocatedRange, reaches, sortLocated } from './located-range.js';

/** Two entries that share addresses; `first` was read before `second`. */
export type Overlap =
  | { readonly kind: 'duplicate'; readonly first: number; readonly second: number }
  /** `outer` is the one of the two that makes the other superfluous. */
  | { readonly kind: 'contained'; readonly first: number; readonly second: number; readonly outer: number }
  /** Each has addresses that the other has not. */
  | { readonly kind: 'overlap'; readonly first: number; readonly second: number };

export interface MergedEntries {
  readonly set: AddressSet;
  /** The first of them in the order of `second`, at most `mostOverlaps`. */
  readonly overlaps: readonly Overlap[];
  /** How many entries share addresses with another one that starts no later. */
  readonly overlapCount: number;
}

/** A message that names more places than these helps nobody. */
export const mostOverlaps = 20;

/**
 * The set of all entries, and which of them repeat what others say. An entry is paired with one other only: its
 * duplicate, or else the entry that reaches farthest of those that start no later. So a list of `n` has fewer than `n` pairs.
 */
export function mergeEntries(entries: Iterable<LocatedRange>): MergedEntries {
  const all = [...entries];
  const { once, twice } = coverage(all.map((entry) => entry.range));
  const suspects = all.filter((entry) => touches(twice, entry.range));
  const found = families
    .flatMap((family) => pairs(sortLocated(suspects.filter((entry) => entry.range.family === family))))
    .sort((a, b) => a.second - b.second || a.first - b.first);
  return { set: once, overlaps: found.slice(0, mostOverlaps), overlapCount: found.length };
}

function pairs(sorted: readonly LocatedRange[]): Overlap[] {
  const found: Overlap[] = [];
  let original: LocatedRange | undefined;
  let farthest: LocatedRange | undefined;
  for (const entry of sorted) {
    const repeated = original !== undefined && same(original.range, entry.range);
    if (original !== undefined && repeated) found.push({ kind: 'duplicate', ...inOrder(original, entry) });
    else if (farthest !== undefined && reaches(farthest.range, entry.range))
      found.push(relation(farthest, entry));
    if (!repeated) original = entry;
    if (farthest === undefined || !covers(farthest.range, entry.range)) farthest = entry;
  }
  return found;
}

function relation(earlier: LocatedRange, later: LocatedRange): Overlap {
  return covers(earlier.range, later.range)
    ? { kind: 'contained', ...inOrder(earlier, later), outer: earlier.index }
    : { kind: 'overlap', ...inOrder(earlier, later) };
}

function same(a: AddressRange, b: AddressRange): boolean {
  return a.first === b.first && a.last === b.last;
}

function inOrder(a: LocatedRange, b: LocatedRange): { readonly first: number; readonly second: number } {
  return { first: Math.min(a.index, b.index), second: Math.max(a.index, b.index) };
}
