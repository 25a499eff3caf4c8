import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { ipv4Text, ipv4Value } from '../../src/net/ip-text.js';

test('reading what is printed gives the same value', () => {
  fc.assert(fc.property(fc.nat(2 ** 32 - 1), (value) => expect(ipv4Value(ipv4Text(value))).toBe(value)));
});

test('takes the texts that Node takes', () => {
  const octet = fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '00', '01', '0x1', ' 1', '-1'));
  const text = fc.array(octet, { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.'));
  const either = fc.oneof(text, fc.ipV4());
  fc.assert(
    fc.property(either, (some) => expect(ipv4Value(some) !== undefined).toBe(isIPv4(some))),
    { numRuns: 500 },
  );
});
