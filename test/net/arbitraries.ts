import fc from 'fast-check';
import type { Address, AddressRange } from '../../src/net/address.js';

const lastIpv4 = 2 ** 32 - 1;
const lastIpv6 = 2n ** 128n - 1n;

/** Few addresses at both ends of each family's space: random ranges then meet, touch and repeat often. */
export const crowdedAddresses: readonly Address[] = Array.from({ length: 24 }, (_, i) => i).flatMap(
  (i): Address[] => [
    { family: 'ipv4', value: i },
    { family: 'ipv4', value: lastIpv4 - i },
    { family: 'ipv6', value: BigInt(i) },
    { family: 'ipv6', value: lastIpv6 - BigInt(i) },
  ],
);

const offsets = fc.tuple(fc.nat(23), fc.nat(23)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

export const crowdedRange: fc.Arbitrary<AddressRange> = fc
  .tuple(fc.constantFrom('ipv4', 'ipv6'), fc.boolean(), offsets)
  .map(([family, atEnd, [low, high]]) => {
    if (family === 'ipv4') {
      return { family, first: atEnd ? lastIpv4 - high : low, last: atEnd ? lastIpv4 - low : high };
    }
    const [first, last] = [BigInt(low), BigInt(high)];
    return { family, first: atEnd ? lastIpv6 - last : first, last: atEnd ? lastIpv6 - first : last };
  });

export const crowdedRanges: fc.Arbitrary<AddressRange[]> = fc.array(crowdedRange, { maxLength: 12 });

/** Anywhere in the space, of any size. IPv4-mapped addresses are left out: entries refuse them. */
export const wideRange: fc.Arbitrary<AddressRange> = fc.oneof(
  fc.tuple(fc.nat(lastIpv4), fc.nat(lastIpv4)).map(([a, b]): AddressRange => {
    return { family: 'ipv4', first: Math.min(a, b), last: Math.max(a, b) };
  }),
  fc
    .tuple(fc.bigInt({ min: 2n ** 48n, max: lastIpv6 }), fc.bigInt({ min: 2n ** 48n, max: lastIpv6 }))
    .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)))
    .map(([first, last]): AddressRange => ({ family: 'ipv6', first, last })),
);

/** What membership means, said without the code under test. */
export function isIn(range: AddressRange, address: Address): boolean {
  return range.family === address.family && range.first <= address.value && address.value <= range.last;
}
