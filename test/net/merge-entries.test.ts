import fc from 'fast-check';
import { parseAddressEntry } from '../../src/net/address-entry.js';
import { addressSet } from '../../src/net/address-set.js';
import {
  findOverlap,
  type LocatedRange,
  mergeEntries,
  mostOverlaps,
  type Overlap,
} from '../../src/net/merge-entries.js';
import { crowdedRanges } from './arbitraries.js';

function located(...texts: readonly string[]): LocatedRange[] {
  return texts.map((text, index) => {
    const entry = parseAddressEntry(text);
    if (entry.kind === 'fault') throw new Error(`${text}: ${entry.fault.kind}`);
    return { range: entry.range, index };
  });
}

const numbered = crowdedRanges.map((ranges): LocatedRange[] =>
  ranges.map((range, index) => ({ range, index })),
);
const share = (a: LocatedRange, b: LocatedRange) =>
  a.range.family === b.range.family && a.range.first <= b.range.last && b.range.first <= a.range.last;

test.each<[readonly string[], readonly Overlap[]]>([
  [['10.0.0.1', '10.0.0.2', '10.0.0.0/32'], []],
  [['0.0.0.1', '::1'], []],
  [['10.0.0.1', '10.0.0.2', '10.0.0.1'], [{ kind: 'duplicate', first: 0, second: 2 }]],
  [
    ['10.0.0.1', '10.0.0.1', '10.0.0.1'],
    [
      { kind: 'duplicate', first: 0, second: 1 },
      { kind: 'duplicate', first: 0, second: 2 },
    ],
  ],
  [['10.0.0.0/24', '10.0.0.9'], [{ kind: 'contained', first: 0, second: 1, outer: 0 }]],
  [['10.0.0.9', '10.0.0.0/24'], [{ kind: 'contained', first: 0, second: 1, outer: 1 }]],
  [['10.0.0.0/24', '10.0.0.0/25'], [{ kind: 'contained', first: 0, second: 1, outer: 0 }]],
  [['10.0.0.5-10.0.0.9', '10.0.0.1-10.0.0.5'], [{ kind: 'overlap', first: 0, second: 1 }]],
  [['2001:db8::/32', '2001:db8::/32'], [{ kind: 'duplicate', first: 0, second: 1 }]],
  [
    ['10.0.0.0/8', '10.1.0.0/16', '10.1.1.0/24', '10.1.0.0/16'],
    [
      { kind: 'contained', first: 0, second: 1, outer: 0 },
      { kind: 'contained', first: 0, second: 2, outer: 0 },
      { kind: 'duplicate', first: 1, second: 3 },
    ],
  ],
])('%j: the entries that repeat others are named', (texts, overlaps) => {
  const merged = mergeEntries(() => located(...texts));
  expect(merged.overlaps).toEqual(overlaps);
  expect(merged.overlapCount).toBe(overlaps.length);
});

test('the first few are kept in the order of the list, and all are counted', () => {
  const texts = Array.from({ length: 60 }, (_, i) => `10.0.0.${59 - i}`);
  const merged = mergeEntries(() => located(...texts, ...texts));
  expect(merged.overlapCount).toBe(60);
  expect(merged.overlaps).toEqual(
    Array.from({ length: mostOverlaps }, (_, i) => ({ kind: 'duplicate', first: i, second: 60 + i })),
  );
});

test('the set is the union, and every pair that is named does share addresses', () => {
  fc.assert(
    fc.property(numbered, (entries) => {
      const merged = mergeEntries(() => entries);
      expect(merged.set).toEqual(addressSet(entries.map((entry) => entry.range)));
      for (const { first, second } of merged.overlaps) {
        expect(first).toBeLessThan(second);
        expect(share(entries[first] as LocatedRange, entries[second] as LocatedRange)).toBe(true);
      }
    }),
  );
});

test('nothing is named exactly if no two entries share an address', () => {
  fc.assert(
    fc.property(numbered, (entries) => {
      const anyShared = entries.some((a) => entries.some((b) => a !== b && share(a, b)));
      expect(mergeEntries(() => entries).overlapCount > 0).toBe(anyShared);
    }),
  );
});

test('between two lists, both entries and what they share are named', () => {
  const carriers = located('203.0.113.10', '198.51.100.0/24', '2001:db8:7::/48');
  const blocked = located('192.0.2.1', '198.51.100.128-198.51.101.3', '2001:db8::/32', '203.0.113.0/28');
  const range = (text: string) => located(text)[0]?.range;
  expect(findOverlap(carriers, blocked)).toEqual([
    { a: 0, b: 3, range: range('203.0.113.10') },
    { a: 1, b: 1, range: range('198.51.100.128/25') },
    { a: 2, b: 2, range: range('2001:db8:7::/48') },
  ]);
});

test('the overlaps of two lists are all pairs that share addresses, as far as they are kept', () => {
  fc.assert(
    fc.property(numbered, numbered, (a, b) => {
      const pairs = a.flatMap((left) =>
        b.filter((right) => share(left, right)).map((right) => [left.index, right.index]),
      );
      expect(findOverlap(a, b).map((found) => [found.a, found.b])).toEqual(pairs.slice(0, mostOverlaps));
    }),
  );
});
