import type { AddressRange } from './address.js';
import { type AddressSet, coverage, isEmpty, touches } from './address-set.js';
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
 * Asks for the entries twice at most and keeps only those that meet others, since a list may hold a million.
 */
export function mergeEntries(entries: () => Iterable<LocatedRange>): MergedEntries {
  const { once, twice } = coverage(rangesOf(entries()));
  if (families.every((family) => isEmpty(twice, family))) return { set: once, overlaps: [], overlapCount: 0 };
  const suspects: LocatedRange[] = [];
  for (const entry of entries()) if (touches(twice, entry.range)) suspects.push(entry);
  return { set: once, ...soonest(pairs(suspects)) };
}

function* rangesOf(entries: Iterable<LocatedRange>): Generator<AddressRange> {
  for (const { range } of entries) yield range;
}

/** The few that are read first, and how many there are: a list may hold every entry twice. */
function soonest(found: Iterable<Overlap>): Omit<MergedEntries, 'set'> {
  const compare = (a: Overlap, b: Overlap) => a.second - b.second || a.first - b.first;
  const overlaps: Overlap[] = [];
  let overlapCount = 0;
  for (const overlap of found) {
    overlapCount++;
    const last = overlaps[mostOverlaps - 1];
    if (last !== undefined && compare(last, overlap) <= 0) continue;
    overlaps.splice(mostOverlaps - 1);
    overlaps.push(overlap);
    overlaps.sort(compare);
  }
  return { overlaps, overlapCount };
}

function* pairs(entries: readonly LocatedRange[]): Generator<Overlap> {
  for (const family of families) {
    yield* pairsOf(sortLocated(entries.filter((entry) => entry.range.family === family)));
  }
}

function* pairsOf(sorted: readonly LocatedRange[]): Generator<Overlap> {
  let original: LocatedRange | undefined;
  let farthest: LocatedRange | undefined;
  for (const entry of sorted) {
    if (original !== undefined && same(original.range, entry.range)) {
      yield { kind: 'duplicate', ...inOrder(original, entry) };
      continue;
    }
    if (farthest !== undefined && reaches(farthest.range, entry.range)) yield relation(farthest, entry);
    if (farthest === undefined || !covers(farthest.range, entry.range)) farthest = entry;
    original = entry;
  }
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
