import type { Packet } from '../../src/evaluate/packet.js';
import { meterId, setId, tableId } from '../../src/ruleset/ids.js';
import type { Match } from '../../src/ruleset/match.js';
import { chain, declarations, ports, rule } from '../emit/samples.js';
import { icmp, machineOf, other, tcp, udp } from './samples.js';

interface Row {
  readonly match: Match;
  readonly holds: readonly Packet[];
  readonly fails: readonly Packet[];
  /** Sent before, each for itself. */
  readonly before?: readonly Packet[];
}

const stranger = '198.51.100.7';
const options = 'OPTIONS sip:a SIP/2.0\r\n';
const stun = Uint8Array.of(0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42);

/** For each kind packets that it holds of and others beside them. A new kind breaks the build here. */
const rows: { readonly [K in Match['kind']]: readonly Row[] } = {
  loopback: [
    {
      match: { kind: 'loopback' },
      holds: [udp(stranger, 0, '', { loopback: true })],
      fails: [udp(stranger, 0, '')],
    },
  ],
  transport: [
    {
      match: { kind: 'transport', transport: 'tcp' },
      holds: [tcp(stranger, 0, '')],
      fails: [udp(stranger, 0, '')],
    },
  ],
  ports: [
    {
      match: {
        kind: 'ports',
        transport: 'udp',
        side: 'destination',
        ports: ports([5060, 5061], [7000, 7000]),
      },
      holds: [udp(stranger, 0, ''), udp(stranger, 0, '', { destinationPort: 7000 })],
      fails: [udp(stranger, 0, '', { destinationPort: 5062 }), tcp(stranger, 0, ''), icmp(stranger, 0, 8)],
    },
  ],
  address: [
    {
      match: { kind: 'address', side: 'source', set: setId('trusted4'), negate: false },
      holds: [udp('192.0.2.7', 0, '')],
      fails: [udp('192.0.2.8', 0, '')],
    },
    {
      match: { kind: 'address', side: 'source', set: setId('trusted4'), negate: true },
      holds: [udp('192.0.2.8', 0, '')],
      fails: [udp('192.0.2.7', 0, '')],
    },
  ],
  payload: [
    {
      match: { kind: 'payload', transport: 'udp', offset: 2, text: 'TIONS ' },
      holds: [udp(stranger, 0, options)],
      fails: [udp(stranger, 0, 'OPTIONS'), tcp(stranger, 0, options), udp(stranger, 0, 'options ')],
    },
    {
      match: { kind: 'payload', transport: 'udp', offset: 0, text: 'REGI', negate: true },
      holds: [udp(stranger, 0, options)],
      fails: [udp(stranger, 0, 'REGI'), udp(stranger, 0, 'OPT')],
    },
    {
      // xt_u32 reads four bytes where TCP's payload begins.
      match: { kind: 'payload', transport: 'tcp', offset: 0, text: '1' },
      holds: [tcp(stranger, 0, '1234')],
      fails: [tcp(stranger, 0, '123')],
    },
  ],
  data: [
    {
      match: { kind: 'data' },
      holds: [tcp(stranger, 0, 'abcd')],
      fails: [tcp(stranger, 0, ''), tcp(stranger, 0, 'abc')],
    },
  ],
  bare: [
    {
      match: { kind: 'bare' },
      holds: [tcp(stranger, 0, ''), { ...tcp(stranger, 0, ''), header: 44 }],
      fails: [tcp(stranger, 0, 'a'), { ...tcp(stranger, 0, ''), header: 60 }, udp(stranger, 0, '')],
    },
  ],
  'tcp-header': [
    {
      match: { kind: 'tcp-header', bytes: 32 },
      holds: [tcp(stranger, 0, 'a')],
      fails: [{ ...tcp(stranger, 0, 'a'), header: 20 }, udp(stranger, 0, 'a')],
    },
  ],
  longer: [
    {
      // IPv4 and TCP with time stamps: 52 bytes before the payload.
      match: { kind: 'longer', bytes: 55 },
      holds: [tcp(stranger, 0, 'abcd'), { ...udp(stranger, 0, ''), length: 56 }],
      fails: [tcp(stranger, 0, 'abc'), udp(stranger, 0, 'abc')],
    },
  ],
  'way-back': [
    {
      match: { kind: 'way-back' },
      holds: [udp(stranger, 0, '')],
      fails: [udp(stranger, 0, '', { strayed: true })],
    },
  ],
  local: [
    {
      match: { kind: 'local' },
      holds: [udp(stranger, 0, '')],
      fails: [udp(stranger, 0, '', { forwarded: true })],
    },
    {
      match: { kind: 'local', negate: true },
      holds: [],
      fails: [udp(stranger, 0, '')],
    },
  ],
  keepalive: [
    {
      match: { kind: 'keepalive', form: 'empty' },
      holds: [udp(stranger, 0, '')],
      fails: [udp(stranger, 0, 'a')],
    },
    {
      match: { kind: 'keepalive', form: 'crlf' },
      holds: [udp(stranger, 0, '\r\n')],
      fails: [udp(stranger, 0, '\r\n\r\n')],
    },
    {
      match: { kind: 'keepalive', form: 'double-crlf' },
      holds: [udp(stranger, 0, '\r\n\r\n')],
      fails: [udp(stranger, 0, '\r\n'), udp(stranger, 0, '\r\n\r\nX')],
    },
    {
      match: { kind: 'keepalive', form: 'stun' },
      holds: [udp(stranger, 0, stun)],
      fails: [udp(stranger, 0, stun.with(0, 0x40)), udp(stranger, 0, stun.subarray(0, 7))],
    },
  ],
  larger: [
    {
      match: { kind: 'larger', bytes: 10 },
      holds: [udp(stranger, 0, 'x'.repeat(11)), udp(stranger, 0, 'x', { udpLength: 0 })],
      fails: [udp(stranger, 0, 'x'.repeat(10)), tcp(stranger, 0, 'x'.repeat(11))],
    },
  ],
  contains: [
    {
      match: { kind: 'contains', text: 'Friendly-Scanner' },
      holds: [udp(stranger, 0, 'a: friendly-SCANNER')],
      fails: [udp(stranger, 0, 'friendly'), icmp(stranger, 0, 8)],
    },
    {
      match: { kind: 'contains', text: 'sip.example.com', negate: true },
      holds: [udp(stranger, 0, 'sip:example.com')],
      fails: [udp(stranger, 0, 'SIP:x@SIP.example.com')],
    },
  ],
  limit: [
    {
      match: { kind: 'limit', meter: meterId('m.sub4') },
      before: Array.from({ length: 10 }, (_, index) => udp(`198.51.100.${index}`, 0, '')),
      holds: [udp('198.51.100.99', 1, '')],
      fails: [udp('198.51.101.99', 1, '')],
    },
    {
      match: { kind: 'limit', meter: meterId('w.over4') },
      before: Array.from({ length: 20 }, () => udp(stranger, 0, '')),
      holds: [udp(stranger, 60_000, '')],
      fails: [udp(stranger, 60_004, '')],
    },
  ],
  connections: [
    {
      match: { kind: 'connections', table: tableId('c.net4') },
      before: Array.from({ length: 10 }, (_, index) =>
        udp('198.51.100.9', 0, '', { sourcePort: 6000 + index }),
      ),
      holds: [udp(stranger, 1, '')],
      fails: [udp('198.51.101.7', 1, ''), udp('198.51.100.9', 1, '', { sourcePort: 6000 })],
    },
  ],
  conntrack: [
    {
      match: { kind: 'conntrack', states: ['new', 'invalid'] },
      holds: [
        udp(stranger, 0, ''),
        udp(stranger, 0, '', { udpLength: 99 }),
        tcp(stranger, 0, '', { rst: true }),
      ],
      fails: [],
    },
    { match: { kind: 'conntrack', states: ['established'] }, holds: [], fails: [udp(stranger, 0, '')] },
  ],
  assured: [
    {
      match: { kind: 'assured' },
      holds: [],
      fails: [udp(stranger, 0, ''), tcp(stranger, 0, '', { ack: true })],
    },
  ],
  protocol: [
    {
      match: { kind: 'protocol', number: 112 },
      holds: [other(stranger, 112)],
      fails: [other(stranger, 89), icmp(stranger, 0, 8), udp(stranger, 0, '')],
    },
    {
      match: { kind: 'protocol', number: 58 },
      holds: [icmp('2001:db8::1', 0, 135)],
      fails: [icmp(stranger, 0, 8)],
    },
    { match: { kind: 'protocol', number: 17 }, holds: [udp(stranger, 0, '')], fails: [icmp(stranger, 0, 8)] },
  ],
  interface: [
    {
      match: { kind: 'interface', names: ['eth1', 'tun*'] },
      holds: [udp(stranger, 0, '', { device: 'eth1' }), udp(stranger, 0, '', { device: 'tun0' })],
      fails: [
        udp(stranger, 0, '', { device: 'eth10' }),
        udp(stranger, 0, '', { device: 'tu' }),
        udp(stranger, 0, ''),
      ],
    },
  ],
  ack: [
    {
      match: { kind: 'ack' },
      holds: [tcp(stranger, 0, '', { ack: true }), tcp(stranger, 0, '', { ack: true, fin: true })],
      fails: [
        tcp(stranger, 0, '', { syn: true, ack: true }),
        tcp(stranger, 0, '', { rst: true, ack: true }),
        tcp(stranger, 0, '', { rst: true }),
        udp(stranger, 0, ''),
      ],
    },
  ],
  syn: [
    {
      match: { kind: 'syn' },
      holds: [tcp(stranger, 0, '', { syn: true })],
      fails: [
        tcp(stranger, 0, '', { syn: true, ack: true }),
        tcp(stranger, 0, '', { ack: true }),
        udp(stranger, 0, ''),
      ],
    },
  ],
  // Rules are loaded on a Monday at noon.
  time: [
    {
      match: { kind: 'time', days: [1, 2], first: 43_200, last: 43_201 },
      holds: [udp(stranger, 0, ''), udp(stranger, 1_999, ''), udp(stranger, 86_400_000, '')],
      fails: [],
    },
    {
      match: { kind: 'time', days: [1], first: 43_201, last: 86_399 },
      holds: [udp(stranger, 1_000, ''), udp(stranger, 43_199_000, '')],
      fails: [udp(stranger, 43_200_000, '')],
    },
    {
      match: { kind: 'time', days: [0, 6], first: 0, last: 86_399 },
      holds: [],
      fails: [udp(stranger, 0, '')],
    },
  ],
  'link-local': [
    {
      match: { kind: 'link-local', side: 'source' },
      holds: [udp('fe80::1', 0, ''), udp('febf::1', 0, '')],
      fails: [udp('fec0::1', 0, ''), udp('2001:db8::1', 0, ''), udp(stranger, 0, '')],
    },
  ],
  icmp: [
    {
      match: { kind: 'icmp', family: 'ipv4', types: [3, 8] },
      holds: [icmp(stranger, 0, 8)],
      fails: [icmp(stranger, 0, 13), icmp('2001:db8::1', 0, 3), udp(stranger, 0, '')],
    },
  ],
  mark: [
    { match: { kind: 'mark', mark: 'any' }, holds: [], fails: [udp(stranger, 0, '')] },
    { match: { kind: 'mark', mark: 'found' }, holds: [], fails: [udp(stranger, 0, '')] },
    { match: { kind: 'mark', mark: 'none' }, holds: [udp(stranger, 0, '')], fails: [] },
  ],
  'extension-headers': [
    {
      match: { kind: 'extension-headers', transport: 'udp' },
      holds: [udp('2001:db8::1', 0, '', { extensionHeaders: true })],
      fails: [udp('2001:db8::1', 0, ''), tcp('2001:db8::1', 0, '', {}, { extensionHeaders: true })],
    },
  ],
};

describe.each(Object.entries(rows))('%s', (_, cases) => {
  test.each(cases)('%#', ({ match, holds, fails, before = [] }) => {
    const held = (packet: Packet) => {
      const dropping = chain('c', [rule('r', 'any', [match], { kind: 'drop' })], 'input');
      const machine = machineOf({ ...declarations('ipv4') }, [dropping]);
      for (const one of before) machine.packet(one);
      return machine.packet(packet).verdict === 'dropped';
    };
    expect(holds.map(held)).toEqual(holds.map(() => true));
    expect(fails.map(held)).toEqual(fails.map(() => false));
  });
});
