import { type AddressRange, families } from './address.js';
import { type AddressSet, addressSet, coverage, intersect, isEmpty, touches } from './address-set.js';

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
function sortLocated(entries: readonly LocatedRange[]): readonly LocatedRange[] {
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
function reaches(a: AddressRange, b: AddressRange): boolean {
  return b.first <= a.last;
}

/** Whether all of `b` is in `a`, `a` being the one that stands earlier. */
function covers(a: AddressRange, b: AddressRange): boolean {
  return b.last <= a.last;
}

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
  const shared = intersect(addressSet(rangesIn(a)), addressSet(rangesIn(b)));
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

const rangesIn = (entries: readonly LocatedRange[]): readonly AddressRange[] =>
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
