import fc from 'fast-check';
import { addressBytes, addresses, addressText, sources } from './addresses.js';

test.each([
  ['192.0.2.255', 'c00002ff'],
  ['::', '00000000000000000000000000000000'],
  ['2001:db8::1', '20010db8000000000000000000000001'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['::ffff:192.0.2.1', '00000000000000000000ffffc0000201'],
  ['fe80::', 'fe800000000000000000000000000000'],
])('%s is the bytes %s', (text, hex) => {
  expect(addressBytes(text).toString('hex')).toBe(hex);
});

test.each(['', '192.0.2', '192.0.2.256', '2001:db8::g', 'fe80::1%eth0%', '192.0.2.0/24'])(
  '%j is no address',
  (text) => {
    expect(() => addressBytes(text)).toThrow('not an address');
  },
);

test('any bytes come back from their text', () => {
  const any = fc.constantFrom(4, 16).chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
  fc.assert(
    fc.property(any, (bytes) => {
      expect([...addressBytes(addressText(bytes))]).toEqual([...bytes]);
    }),
  );
});

test('addresses go over the end of a byte', () => {
  expect(addresses('192.0.2.254', 3)).toEqual(['192.0.2.254', '192.0.2.255', '192.0.3.0']);
  expect(addresses('2001:db8::fffe', 3)).toEqual(['2001:db8::fffe', '2001:db8::ffff', '2001:db8::1:0']);
});

test('a source of IPv6 is a /64', () => {
  expect(sources('2001:db8::1', 2)).toEqual(['2001:db8::1', '2001:db8:0:1::1']);
  expect(sources('192.0.2.1', 2)).toEqual(['192.0.2.1', '192.0.2.2']);
});
