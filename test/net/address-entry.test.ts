import fc from 'fast-check';
import { type AddressRange, addressText } from '../../src/net/address.js';
import { parseAddressEntry } from '../../src/net/address-entry.js';
import { type AddressFault, parseAddress } from '../../src/net/read-address.js';
import { wideRange } from './arbitraries.js';

const ipv4 = (first: number, last = first): AddressRange => ({ family: 'ipv4', first, last });
const ipv6 = (first: bigint, last = first): AddressRange => ({ family: 'ipv6', first, last });
const doc = 0x20010db8n << 96n;

test.each<[string, AddressRange]>([
  ['0.0.0.0', ipv4(0)],
  ['192.0.2.8', ipv4(0xc0000208)],
  ['255.255.255.255', ipv4(0xffffffff)],
  ['192.0.2.8/29', ipv4(0xc0000208, 0xc000020f)],
  ['192.0.2.8/32', ipv4(0xc0000208)],
  ['0.0.0.0/0', ipv4(0, 0xffffffff)],
  ['10.0.0.1-10.0.0.9', ipv4(0x0a000001, 0x0a000009)],
  ['10.0.0.1-10.0.0.1', ipv4(0x0a000001)],
  ['::', ipv6(0n)],
  ['::1', ipv6(1n)],
  ['1::', ipv6(1n << 112n)],
  ['2001:DB8::A', ipv6(doc + 10n)],
  ['2001:0db8:0000:0000:0000:0000:0000:000a', ipv6(doc + 10n)],
  ['1:2:3:4:5:6:7::', ipv6(0x00010002000300040005000600070000n)],
  ['64:ff9b::192.0.2.33', ipv6((0x64ff9bn << 96n) + 0xc0000221n)],
  ['2001:db8::/32', ipv6(doc, doc + (1n << 96n) - 1n)],
  ['::/0', ipv6(0n, (1n << 128n) - 1n)],
  ['2001:db8::1-2001:db8::f', ipv6(doc + 1n, doc + 15n)],
])('%s is read', (text, range) => {
  expect(parseAddressEntry(text)).toEqual({ kind: 'range', range });
});

const faults: readonly (readonly [string, unknown])[] = [
  ['', { kind: 'empty' }],
  ['010.0.0.1', { kind: 'leading-zero', text: '010.0.0.1', decimal: '10.0.0.1' }],
  ['10.0.0.00', { kind: 'leading-zero', text: '10.0.0.00', decimal: '10.0.0.0' }],
  ['010.0.0.0/8', { kind: 'leading-zero', text: '010.0.0.0', decimal: '10.0.0.0' }],
  ['192.0.2.8/28', { kind: 'host-bits-set', address: '192.0.2.8', network: '192.0.2.0/28' }],
  ['2001:db8::1/64', { kind: 'host-bits-set', address: '2001:db8::1', network: '2001:db8::/64' }],
  ['1.2.3.4/0', { kind: 'host-bits-set', address: '1.2.3.4', network: '0.0.0.0/0' }],
  ['192.0.2.0/33', { kind: 'prefix-too-long', prefix: '33', longest: 32 }],
  ['2001:db8::/129', { kind: 'prefix-too-long', prefix: '129', longest: 128 }],
  ['192.0.2.0/', { kind: 'not-a-prefix', text: '' }],
  ['192.0.2.0/024', { kind: 'not-a-prefix', text: '024' }],
  ['192.0.2.0/-1', { kind: 'not-a-prefix', text: '-1' }],
  ['192.0.2.0/24/8', { kind: 'not-a-prefix', text: '24/8' }],
  ['192.0.2.0/255.0.255.0', { kind: 'not-a-prefix', text: '255.0.255.0' }],
  ['2001:db8::/255.255.255.0', { kind: 'not-a-prefix', text: '255.255.255.0' }],
  ['192.0.2.9/255.255.255.0', { kind: 'netmask', meant: '192.0.2.0/24' }],
  ['0.0.0.0/0.0.0.0', { kind: 'netmask', meant: '0.0.0.0/0' }],
  ['192.0.2.9/255.255.255.255', { kind: 'netmask', meant: '192.0.2.9' }],
  ['fe80::1%eth0', { kind: 'zone-id', address: 'fe80::1', zone: 'eth0' }],
  ['fe80::1%br-lan', { kind: 'zone-id', address: 'fe80::1', zone: 'br-lan' }],
  ['fe80::%eth0/64', { kind: 'zone-id', address: 'fe80::', zone: 'eth0' }],
  ['::ffff:192.0.2.1', { kind: 'ipv4-mapped', ipv4: '192.0.2.1' }],
  ['::ffff:c000:201', { kind: 'ipv4-mapped', ipv4: '192.0.2.1' }],
  ['::ffff:192.0.2.1/128', { kind: 'ipv4-mapped', ipv4: '192.0.2.1' }],
  ['::ffff:192.0.2.0/120', { kind: 'ipv4-mapped', ipv4: '192.0.2.0/24' }],
  ['::ffff:0:0/96', { kind: 'ipv4-mapped', ipv4: '0.0.0.0/0' }],
  ['::ffff:1.2.3.4-::ffff:1.2.3.9', { kind: 'ipv4-mapped', ipv4: '1.2.3.4-1.2.3.9' }],
  ['10.0.0.1-2001:db8::1', { kind: 'mixed-families', first: '10.0.0.1', last: '2001:db8::1' }],
  ['10.0.0.9-10.0.0.1', { kind: 'reversed-range', first: '10.0.0.9', last: '10.0.0.1' }],
  ['2001:db8::9-2001:db8::1', { kind: 'reversed-range', first: '2001:db8::9', last: '2001:db8::1' }],
  ['10.0.0.1-', { kind: 'empty' }],
  ['10.0.0.1-10.0.0.300', { kind: 'not-an-address', text: '10.0.0.300' }],
];

test.each(faults)('%s is refused', (text, fault) => {
  expect(parseAddressEntry(text)).toEqual({ kind: 'fault', fault });
});

test.each([
  ...[
    '10.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '0x0a.0.0.1',
    '167772161',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    '1.2.3.4.',
  ],
  ...[' 1.2.3.4', '1.2.3.4 ', '1.2. 3.4', '1.2.3.4\n', '1,2,3,4', '+1.2.3.4', '1.2.3.\u0664'],
  ...[
    ':',
    ':::',
    '1:2',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8::',
    '::1:2:3:4:5:6:7:8',
  ],
  ...[
    '12345::',
    'g::',
    '[::1]',
    ':1::',
    '::1:',
    '::1.2.3',
    '::01.2.3.4',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:1.2.3.4',
  ],
  ...['sip.example.com', 'any', '*', '192.0.2.*', '%eth0', '1.2.3.4%eth0'],
])('%j is not an address', (text) => {
  expect(parseAddressEntry(text)).toEqual({ kind: 'fault', fault: { kind: 'not-an-address', text } });
});

test.each(['fe80::1%eth0', '::ffff:1.2.3.4', '1.2.3.4/32', '1.2.3.4-1.2.3.5', ''])(
  '%j is no single address',
  (text) => expect(parseAddress(text).kind).toBe('fault'),
);

test('printing and reading a range is the identity', () => {
  fc.assert(
    fc.property(wideRange, (range) => {
      const text = (value: number | bigint) =>
        addressText(typeof value === 'number' ? { family: 'ipv4', value } : { family: 'ipv6', value });
      expect(parseAddressEntry(`${text(range.first)}-${text(range.last)}`)).toEqual({ kind: 'range', range });
    }),
  );
});

test('any text gives a range or a fault and never throws', () => {
  const alphabet = fc.constantFrom(...'0159af:./-% \u0000');
  const kinds = new Set<AddressFault['kind'] | 'range'>();
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 24 }), (text) => {
      const entry = parseAddressEntry(text);
      kinds.add(entry.kind === 'fault' ? entry.fault.kind : 'range');
    }),
  );
  expect(kinds).toContain('not-an-address');
});
