import fc from 'fast-check';
import { mergePorts, parsePort, portText } from '../../src/net/port.js';
import type { Port, PortRange } from '../../src/net/units.js';

const ports = (first: number, last = first): PortRange => ({ first: first as Port, last: last as Port });

test.each<[string | number, PortRange]>([
  [5060, ports(5060)],
  ['5060', ports(5060)],
  ['1', ports(1)],
  [65_535, ports(65_535)],
  ['10000-39999', ports(10_000, 39_999)],
  ['5060-5060', ports(5060)],
])('%j is read', (written, value) => {
  expect(parsePort(written)).toEqual({ kind: 'value', value });
});

test.each<[string | number, unknown]>([
  ['', { kind: 'empty' }],
  ['sip', { kind: 'not-a-port', text: 'sip' }],
  ['5060 ', { kind: 'not-a-port', text: '5060 ' }],
  ['5060,6060', { kind: 'not-a-port', text: '5060,6060' }],
  ['5060-', { kind: 'not-a-port', text: '5060-' }],
  ['1-2-3', { kind: 'not-a-port', text: '1-2-3' }],
  [5060.5, { kind: 'not-a-port', text: '5060.5' }],
  [Number.NaN, { kind: 'not-a-port', text: 'NaN' }],
  [0, { kind: 'port-out-of-range', text: '0' }],
  [-5060, { kind: 'port-out-of-range', text: '-5060' }],
  [65_536, { kind: 'port-out-of-range', text: '65536' }],
  ['10000-99999', { kind: 'port-out-of-range', text: '99999' }],
  ['0-100', { kind: 'port-out-of-range', text: '0' }],
  ['39999-10000', { kind: 'reversed', text: '39999-10000', meant: '10000-39999' }],
  ['10000:20000', { kind: 'colon-range', text: '10000:20000', meant: '10000-20000' }],
])('%j is refused', (written, fault) => {
  expect(parsePort(written)).toEqual({ kind: 'fault', fault });
});

const anyRange = fc
  .tuple(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 1, max: 65_535 }))
  .map(([a, b]) => ports(Math.min(a, b), Math.max(a, b)));

test('reading what is printed gives the same range', () => {
  fc.assert(
    fc.property(anyRange, (range) =>
      expect(parsePort(portText(range))).toEqual({ kind: 'value', value: range }),
    ),
  );
});

test.each<[readonly PortRange[], readonly PortRange[]]>([
  [[], []],
  [
    [ports(6060), ports(5060)],
    [ports(5060), ports(6060)],
  ],
  [[ports(5061), ports(5060)], [ports(5060, 5061)]],
  [[ports(1, 100), ports(5, 9), ports(50, 200)], [ports(1, 200)]],
  [[ports(5060), ports(5060)], [ports(5060)]],
])('%j merge into %j', (ranges, merged) => expect(mergePorts(ranges)).toEqual(merged));

test('merged ranges hold the same ports, ascending and apart', () => {
  const small = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.nat(6))
    .map(([first, more]) => ports(first, first + more));
  fc.assert(
    fc.property(fc.array(small), (ranges) => {
      const held = (all: readonly PortRange[]) =>
        Array.from({ length: 50 }, (_, port) => all.some((one) => one.first <= port && port <= one.last));
      const merged = mergePorts(ranges);
      expect(held(merged)).toEqual(held(ranges));
      expect(merged.slice(1).every((one, i) => one.first > (merged[i] as PortRange).last + 1)).toBe(true);
    }),
  );
});
