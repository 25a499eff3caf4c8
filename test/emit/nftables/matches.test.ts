import { chainId, meterId, setId, tableId } from '../../../src/ruleset/ids.js';
import type { Match } from '../../../src/ruleset/match.js';
import type { Hook, RuleFamily } from '../../../src/ruleset/ruleset.js';
import { nftLines } from '../one-rule.js';
import { ports } from '../samples.js';

interface Row {
  readonly match: Match;
  readonly lines: readonly string[] | 'refused';
  readonly family?: RuleFamily;
  readonly hook?: Hook;
}

const limit = (id: string): Match => ({ kind: 'limit', meter: meterId(id) });
const address = (set: string, side: 'source' | 'destination', negate = false): Match => ({
  kind: 'address',
  side,
  set: setId(set),
  negate,
});
const payload = (
  transport: 'udp' | 'tcp',
  offset: number,
  text: string,
): Extract<Match, { kind: 'payload' }> => ({
  kind: 'payload',
  transport,
  offset,
  text,
});

const rows: Readonly<Record<Match['kind'], readonly Row[]>> = {
  loopback: [
    { match: { kind: 'loopback' }, lines: ['iif "lo"'] },
    { match: { kind: 'loopback' }, hook: 'input', lines: ['iif "lo"'] },
    { match: { kind: 'loopback' }, hook: 'searched', lines: ['iif "lo"'] },
    { match: { kind: 'loopback' }, hook: 'output', lines: ['oif "lo"'] },
  ],
  interface: [
    { match: { kind: 'interface', names: ['eth1'] }, lines: ['iifname "eth1"'] },
    {
      match: { kind: 'interface', names: ['eth1', 'tun*'] },
      hook: 'input',
      lines: ['iifname "eth1"', 'iifname "tun*"'],
    },
  ],
  ack: [{ match: { kind: 'ack' }, lines: ['tcp flags & (syn | rst | ack) == ack'] }],
  syn: [{ match: { kind: 'syn' }, lines: ['tcp flags & (fin | syn | rst | ack) == syn'] }],
  transport: [
    { match: { kind: 'transport', transport: 'udp' }, lines: ['meta l4proto udp'] },
    { match: { kind: 'transport', transport: 'tcp' }, lines: ['meta l4proto tcp'] },
  ],
  ports: [
    {
      match: {
        kind: 'ports',
        transport: 'udp',
        side: 'destination',
        ports: ports([5060, 5060], [10000, 39999]),
      },
      lines: ['udp dport { 5060, 10000-39999 }'],
    },
    {
      match: { kind: 'ports', transport: 'tcp', side: 'source', ports: ports([5060, 5060]) },
      lines: ['tcp sport 5060'],
    },
  ],
  data: [
    { match: { kind: 'data' }, lines: ['meta l4proto tcp @ih,0,8 >= 0x0'] },
    { match: { kind: 'data', header: 20 }, lines: ['meta l4proto tcp @th,160,8 >= 0x0'] },
  ],
  bare: [
    {
      match: { kind: 'bare' },
      family: 'ipv4',
      lines: [5, 8, 10, 11, 13].map(
        (words) => `meta nfproto ipv4 tcp doff ${words} meta length ${20 + 4 * words}`,
      ),
    },
    {
      match: { kind: 'bare' },
      family: 'ipv6',
      lines: [5, 8, 10, 11, 13].map(
        (words) => `meta nfproto ipv6 tcp doff ${words} meta length ${40 + 4 * words}`,
      ),
    },
  ],
  'tcp-header': [{ match: { kind: 'tcp-header', bytes: 32 }, lines: ['tcp doff 8'] }],
  longer: [{ match: { kind: 'longer', bytes: 1500 }, lines: ['meta length > 1500'] }],
  'way-back': [{ match: { kind: 'way-back' }, lines: ['fib saddr . iif oif exists'] }],
  local: [
    { match: { kind: 'local' }, lines: ['fib daddr type { local, broadcast, multicast }'] },
    { match: { kind: 'local', negate: true }, lines: ['fib daddr type != { local, broadcast, multicast }'] },
  ],
  address: [
    { match: address('trusted4', 'source'), family: 'ipv4', lines: ['ip saddr @trusted4'] },
    { match: address('trusted6', 'source'), family: 'ipv6', lines: ['ip6 saddr @trusted6'] },
    { match: address('banned4', 'destination', true), family: 'ipv4', lines: ['ip daddr != @banned4'] },
    {
      match: address('banned6', 'source'),
      family: 'ipv6',
      lines: ['ip6 saddr & ffff:ffff:ffff:ffff:: @banned6'],
    },
  ],
  payload: [
    {
      match: { ...payload('udp', 0, 'REGI'), negate: true },
      lines: ['meta l4proto udp @th,64,32 != 0x52454749'],
    },
    { match: { ...payload('udp', 0, 'REGISTER'), negate: true }, lines: 'refused' },
    { match: payload('udp', 0, 'REGI'), lines: ['meta l4proto udp @th,64,32 0x52454749'] },
    { match: payload('udp', 4, 'STER '), lines: ['meta l4proto udp @th,96,32 0x53544552 @th,120,16 0x5220'] },
    { match: payload('udp', 2, 'INVITE'), lines: ['meta l4proto udp @th,80,48 0x494e56495445'] },
    { match: payload('tcp', 0, 'REGI'), lines: ['meta l4proto tcp @ih,0,32 0x52454749'] },
    {
      match: { ...payload('tcp', 4, 'E '), header: 32 },
      lines: ['meta l4proto tcp @th,288,16 0x4520'],
    },
    {
      match: payload('udp', 0, 'abcdefghijklmnopqrstu'),
      lines: [
        'meta l4proto udp @th,64,32 0x61626364 @th,88,128 0x6465666768696a6b6c6d6e6f70717273 @th,216,16 0x7475',
      ],
    },
    {
      match: payload('udp', 0, 'REGI'),
      family: 'ipv4',
      lines: ['meta nfproto ipv4 meta l4proto udp @th,64,32 0x52454749'],
    },
  ],
  keepalive: [
    { match: { kind: 'keepalive', form: 'empty' }, lines: ['udp length 8'] },
    { match: { kind: 'keepalive', form: 'crlf' }, lines: ['udp length 10 @th,64,16 0x0d0a'] },
    { match: { kind: 'keepalive', form: 'double-crlf' }, lines: ['udp length 12 @th,64,32 0x0d0a0d0a'] },
    {
      match: { kind: 'keepalive', form: 'stun' },
      lines: ['meta l4proto udp @th,64,8 & 0xc0 == 0x0 @th,96,32 0x2112a442'],
    },
  ],
  larger: [{ match: { kind: 'larger', bytes: 1500 }, lines: ['udp length != 8-1508'] }],
  mark: [
    { match: { kind: 'mark', mark: 'found' }, lines: ['meta mark & 0x30000000 == 0x20000000'] },
    { match: { kind: 'mark', mark: 'any' }, lines: ['meta mark & 0x30000000 != 0x0'] },
  ],
  contains: [{ match: { kind: 'contains', text: 'friendly-scanner' }, lines: 'refused' }],
  limit: [
    {
      match: limit('m.open4'),
      family: 'ipv4',
      lines: ['update @m.open4 { ip saddr limit rate over 5/second burst 10 packets }'],
    },
    {
      match: limit('m.closed4'),
      family: 'ipv4',
      lines: [
        'update @m.closed4 { ip saddr limit rate over 5/second burst 10 packets }',
        'ip saddr != @m.closed4',
      ],
    },
    {
      match: limit('m.within4'),
      family: 'ipv4',
      lines: ['update @m.within4 { ip saddr limit rate 5/second burst 10 packets }'],
    },
    {
      match: limit('m.dst4'),
      family: 'ipv4',
      lines: ['update @m.dst4 { ip daddr limit rate over 5/second burst 10 packets }'],
    },
    {
      match: limit('m.port6'),
      family: 'ipv6',
      lines: [
        'update @m.port6 { ip6 saddr & ffff:ffff:ffff:ffff:: . th sport limit rate over 5/second burst 10 packets }',
      ],
    },
    {
      match: limit('m.both6'),
      family: 'ipv6',
      lines: [
        'update @m.both6 { ip6 saddr & ffff:ffff:ffff:ffff:: . ip6 daddr & ffff:ffff:ffff:ffff:: limit rate over 5/second burst 10 packets }',
        'ip6 saddr & ffff:ffff:ffff:ffff:: . ip6 daddr & ffff:ffff:ffff:ffff:: != @m.both6',
      ],
    },
    {
      match: limit('m.sub4'),
      family: 'ipv4',
      lines: ['update @m.sub4 { ip saddr & 255.255.255.0 limit rate over 5/second burst 10 packets }'],
    },
    {
      match: limit('m.sub6'),
      family: 'ipv6',
      lines: ['update @m.sub6 { ip6 saddr & ffff:ffff:ffff:: limit rate over 5/second burst 10 packets }'],
    },
    { match: limit('m.all4'), lines: ['limit name "m.all4"'] },
    { match: limit('m.all4'), family: 'ipv4', lines: ['meta nfproto ipv4 limit name "m.all4"'] },
    { match: limit('w.over4'), family: 'ipv4', lines: 'refused' },
  ],
  connections: [
    {
      match: { kind: 'connections', table: tableId('c.src6') },
      family: 'ipv6',
      lines: ['add @c.src6 { ip6 saddr & ffff:ffff:ffff:ffff:: ct count over 10 }'],
    },
    {
      match: { kind: 'connections', table: tableId('c.net4') },
      family: 'ipv4',
      lines: ['add @c.net4 { ip saddr & 255.255.255.0 ct count over 10 }'],
    },
  ],
  conntrack: [
    {
      match: { kind: 'conntrack', states: ['established', 'related'] },
      lines: ['ct state established,related'],
    },
    {
      match: { kind: 'conntrack', states: ['established'], direction: 'reply' },
      lines: ['ct state established ct direction reply'],
    },
  ],
  assured: [{ match: { kind: 'assured' }, lines: ['ct status assured'] }],
  protocol: [{ match: { kind: 'protocol', number: 112 }, lines: ['meta l4proto 112'] }],
  time: [
    {
      match: { kind: 'time', days: [1, 5], first: 28_800, last: 71_999 },
      lines: ['meta day { 1, 5 } meta hour 28800-71999'],
    },
    { match: { kind: 'time', days: [6], first: 0, last: 86_399 }, lines: ['meta day 6'] },
    { match: { kind: 'time', days: [0, 1, 2, 3, 4, 5, 6], first: 0, last: 59 }, lines: ['meta hour 0-59'] },
  ],
  'link-local': [
    { match: { kind: 'link-local', side: 'source' }, family: 'ipv6', lines: ['ip6 saddr fe80::/10'] },
    { match: { kind: 'link-local', side: 'destination' }, family: 'ipv6', lines: ['ip6 daddr fe80::/10'] },
  ],
  icmp: [
    {
      match: { kind: 'icmp', family: 'ipv4', types: [3, 8, 11] },
      family: 'ipv4',
      lines: ['icmp type { 3, 8, 11 }'],
    },
    { match: { kind: 'icmp', family: 'ipv6', types: [128] }, family: 'ipv6', lines: ['icmpv6 type 128'] },
  ],
  'extension-headers': [
    { match: { kind: 'extension-headers', transport: 'udp' }, family: 'ipv6', lines: 'refused' },
  ],
};

const all = Object.entries(rows).flatMap(([kind, list]) => list.map((row, n) => ({ kind, n, ...row })));

test.each(all)('$kind $n', ({ match, lines, family = 'any', hook = 'prerouting' }) => {
  const emit = () => nftLines({ matches: [match], family, hook, action: { kind: 'accept' } });
  if (lines === 'refused') expect(emit).toThrow('not legalized');
  else expect(emit()).toEqual(lines.map((line) => `${line} accept`));
});

test('what an earlier match has made sure of is not asked again', () => {
  const matches: readonly Match[] = [
    { kind: 'ports', transport: 'udp', side: 'destination', ports: ports([5060, 5060]) },
    payload('udp', 0, 'REGI'),
    { kind: 'keepalive', form: 'stun' },
  ];
  expect(nftLines({ matches, family: 'any', hook: 'prerouting', action: { kind: 'drop' } })).toEqual([
    'udp dport 5060 @th,64,32 0x52454749 @th,64,8 & 0xc0 == 0x0 @th,96,32 0x2112a442 counter drop',
  ]);
});

test('a rule may not charge a meter once for each of its lines', () => {
  const matches = [limit('m.all4'), limit('m.closed4')];
  const emit = () =>
    nftLines({
      matches,
      family: 'ipv4',
      hook: 'prerouting',
      action: { kind: 'goto', chain: chainId('c.a') },
    });
  expect(emit).toThrow('charge its meter twice');
});
