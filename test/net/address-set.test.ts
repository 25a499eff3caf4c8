import fc from 'fast-check';
import { type AddressRange, families } from '../../src/net/address.js';
import {
  type AddressSet,
  addressSet,
  contains,
  count,
  coverage,
  emptySet,
  intersect,
  isEmpty,
  overlaps,
  subtract,
  touches,
  union,
} from '../../src/net/address-set.js';
import { crowdedAddresses, crowdedRange, crowdedRanges, isIn, wideRange } from './arbitraries.js';

const members = (set: AddressSet) => crowdedAddresses.filter((address) => contains(set, address));
const membersOf = (ranges: readonly AddressRange[], times = 1) =>
  crowdedAddresses.filter((address) => ranges.filter((range) => isIn(range, address)).length >= times);

test('a set holds the addresses of its ranges and no others', () => {
  fc.assert(
    fc.property(crowdedRanges, (ranges) => expect(members(addressSet(ranges))).toEqual(membersOf(ranges))),
  );
});

test('what is covered twice is what two ranges hold', () => {
  fc.assert(
    fc.property(crowdedRanges, (ranges) => {
      const { once, twice } = coverage(ranges);
      expect(once).toEqual(addressSet(ranges));
      expect(members(twice)).toEqual(membersOf(ranges, 2));
    }),
  );
});

test('the order of the ranges does not matter, and repeating them changes nothing', () => {
  const shuffled = crowdedRanges.chain((ranges) =>
    fc.tuple(
      fc.constant(ranges),
      fc.shuffledSubarray([...ranges, ...ranges], { minLength: ranges.length * 2 }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([ranges, other]) => expect(addressSet(other)).toEqual(addressSet(ranges))),
  );
});

test('edges are strictly ascending and come in pairs, so that equal sets are equal data', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(crowdedRange, wideRange)), (ranges) => {
      const set = addressSet(ranges);
      for (const family of families) {
        const edges = [...set[family]];
        expect(edges.length % 2).toBe(0);
        expect(edges.slice(1).every((edge, i) => edge > (edges[i] as number | bigint))).toBe(true);
      }
    }),
  );
});

test('union, subtract and intersect are what they are for sets', () => {
  fc.assert(
    fc.property(crowdedRanges, crowdedRanges, (left, right) => {
      const [a, b] = [addressSet(left), addressSet(right)];
      const inA = new Set(members(a));
      const inB = new Set(members(b));
      expect(members(union(a, b))).toEqual(crowdedAddresses.filter((one) => inA.has(one) || inB.has(one)));
      expect(members(subtract(a, b))).toEqual(
        crowdedAddresses.filter((one) => inA.has(one) && !inB.has(one)),
      );
      expect(members(intersect(a, b))).toEqual(
        crowdedAddresses.filter((one) => inA.has(one) && inB.has(one)),
      );
    }),
  );
});

test('the laws of sets hold for ranges of any size', () => {
  const anySet = fc.array(wideRange, { maxLength: 8 }).map(addressSet);
  fc.assert(
    fc.property(anySet, anySet, anySet, (a, b, c) => {
      expect(union(a, b)).toEqual(union(b, a));
      expect(intersect(a, b)).toEqual(subtract(a, subtract(a, b)));
      expect(union(subtract(a, b), intersect(a, b))).toEqual(a);
      expect(subtract(a, union(b, c))).toEqual(subtract(subtract(a, b), c));
      expect(intersect(a, union(b, c))).toEqual(union(intersect(a, b), intersect(a, c)));
      expect(subtract(a, a)).toEqual(emptySet);
      expect(overlaps(a, b)).toBe(intersect(a, b).ipv4.length + intersect(a, b).ipv6.length > 0);
      for (const family of families) {
        expect(count(union(a, b), family)).toBe(count(a, family) + count(subtract(b, a), family));
        expect(isEmpty(a, family)).toBe(count(a, family) === 0n);
      }
    }),
  );
});

test('a set touches a range if one of its members is in the range', () => {
  fc.assert(
    fc.property(crowdedRanges, crowdedRange, (ranges, range) => {
      const set = addressSet(ranges);
      expect(touches(set, range)).toBe(members(set).some((address) => isIn(range, address)));
    }),
  );
});

test('the whole of both families is counted exactly', () => {
  const everything = addressSet([
    { family: 'ipv4', first: 0, last: 2 ** 32 - 1 },
    { family: 'ipv6', first: 0n, last: 2n ** 128n - 1n },
  ]);
  expect(count(everything, 'ipv4')).toBe(2n ** 32n);
  expect(count(everything, 'ipv6')).toBe(2n ** 128n);
  expect(everything).toEqual(
    addressSet([
      { family: 'ipv6', first: 2n ** 127n, last: 2n ** 128n - 1n },
      { family: 'ipv4', first: 2 ** 31, last: 2 ** 32 - 1 },
      { family: 'ipv4', first: 0, last: 2 ** 31 - 1 },
      { family: 'ipv6', first: 0n, last: 2n ** 127n - 1n },
    ]),
  );
});

test('the families do not mix: 0.0.0.1 is not ::1', () => {
  const set = addressSet([{ family: 'ipv4', first: 1, last: 1 }]);
  expect(contains(set, { family: 'ipv4', value: 1 })).toBe(true);
  expect(contains(set, { family: 'ipv6', value: 1n })).toBe(false);
  expect(overlaps(set, addressSet([{ family: 'ipv6', first: 1n, last: 1n }]))).toBe(false);
});
