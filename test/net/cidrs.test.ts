import fc from 'fast-check';
import { type AddressRange, families } from '../../src/net/address.js';
import { parseAddressEntry } from '../../src/net/address-entry.js';
import { addressSet } from '../../src/net/address-set.js';
import { cidrs } from '../../src/net/cidrs.js';
import { crowdedRange, wideRange } from './arbitraries.js';

function range(text: string): AddressRange {
  const entry = parseAddressEntry(text);
  if (entry.kind === 'fault') throw new Error(`${text}: ${entry.fault.kind}`);
  return entry.range;
}

test.each<[readonly string[], readonly string[]]>([
  [[], []],
  [['192.0.2.1'], ['192.0.2.1']],
  [['0.0.0.0-255.255.255.255'], ['0.0.0.0/0']],
  [['0.0.0.0/1', '128.0.0.0/1'], ['0.0.0.0/0']],
  [['192.0.2.128/25', '192.0.2.0/25'], ['192.0.2.0/24']],
  [['192.0.2.1-192.0.2.6'], ['192.0.2.1', '192.0.2.2/31', '192.0.2.4/31', '192.0.2.6']],
  [['255.255.255.254-255.255.255.255'], ['255.255.255.254/31']],
  [
    ['10.0.0.0/8', '9.255.255.255', '10.1.2.3'],
    ['9.255.255.255', '10.0.0.0/8'],
  ],
  [['127.255.255.255-128.0.0.0'], ['127.255.255.255', '128.0.0.0']],
])('IPv4: %j is printed as %j', (entries, expected) => {
  expect([...cidrs(addressSet(entries.map(range)), 'ipv4')]).toEqual(expected);
});

test.each<[readonly string[], readonly string[]]>([
  [['2001:db8::1'], ['2001:db8::1']],
  [['::/1', '8000::/1'], ['::/0']],
  [['2001:DB8:0:0::/64', '2001:db8:0:1::/64'], ['2001:db8::/63']],
  [['2001:db8::1-2001:db8::4'], ['2001:db8::1', '2001:db8::2/127', '2001:db8::4']],
  [['::ffff:ffff-::1:0:0'], ['::ffff:ffff', '::1:0:0']],
  [['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'], ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
])('IPv6: %j is printed as %j', (entries, expected) => {
  expect([...cidrs(addressSet(entries.map(range)), 'ipv6')]).toEqual(expected);
});

const ranges = fc.array(fc.oneof(crowdedRange, wideRange), { maxLength: 10 });
const size = (one: AddressRange) => BigInt(one.last) - BigInt(one.first) + 1n;

test('reading what is printed gives the same set', () => {
  fc.assert(
    fc.property(ranges, (some) => {
      const set = addressSet(some);
      const printed = families.flatMap((family) => [...cidrs(set, family)]);
      expect(addressSet(printed.map(range))).toEqual(set);
    }),
  );
});

test('what is printed is ascending, without overlaps, and no two neighbours would make one network', () => {
  fc.assert(
    fc.property(ranges, fc.constantFrom(...families), (some, family) => {
      const printed = [...cidrs(addressSet(some), family)].map(range);
      for (const [i, right] of printed.slice(1).entries()) {
        const left = printed[i] as AddressRange;
        expect(right.first > left.last).toBe(true);
        const adjacent = BigInt(left.last) + 1n === BigInt(right.first);
        const siblings =
          adjacent && size(left) === size(right) && BigInt(left.first) % (2n * size(left)) === 0n;
        expect(siblings).toBe(false);
      }
    }),
  );
});
