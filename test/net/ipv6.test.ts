import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { ipv6Text, ipv6Value } from '../../src/net/ip-text.js';

test.each([
  ['0:0:0:0:0:0:0:0', '::'],
  ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['0:0:1:1:1:1:0:0', '::1:1:1:1:0:0'],
  ['1:1:1:1:1:1:0:0', '1:1:1:1:1:1::'],
  ['::192.0.2.1', '::c000:201'],
])('RFC 5952 writes %s as %s', (text, canonical) => {
  expect(ipv6Text(ipv6Value(text) ?? -1n)).toBe(canonical);
});

test('reading what is printed gives the same value', () => {
  const sparse = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(sparse, (groups) => {
      const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
      expect(ipv6Value(ipv6Text(value))).toBe(value);
      expect(ipv6Value(groups.map((group) => group.toString(16)).join(':'))).toBe(value);
    }),
  );
});

test('takes the texts that Node takes, zones apart', () => {
  const text = fc.oneof(
    fc.ipV6(),
    fc
      .array(fc.constantFrom('0', 'ab', '1234', ':', '::', '1.2.3.4', '01.2.3.4'), { maxLength: 17 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (some) => expect(ipv6Value(some) !== undefined).toBe(isIPv6(some))),
    { numRuns: 500 },
  );
});
