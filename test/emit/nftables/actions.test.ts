import { chainId, meterId, setId, tableId } from '../../../src/ruleset/ids.js';
import type { Match } from '../../../src/ruleset/match.js';
import type { Action, RuleFamily } from '../../../src/ruleset/ruleset.js';
import { nftLines } from '../one-rule.js';
import { ms } from '../samples.js';

interface Row {
  readonly action: Action;
  readonly lines: readonly string[];
  readonly family?: RuleFamily;
  readonly matches?: readonly Match[];
}

const goTo: Action = { kind: 'goto', chain: chainId('c.a') };
const counted: Action = { ...goTo, counted: true };
const classify = (
  transport: 'udp' | 'tcp',
  ...texts: readonly string[]
): Extract<Action, { kind: 'classify' }> => ({
  kind: 'classify',
  transport,
  offset: 0,
  cases: texts.map((text) => ({ text, chain: chainId('c.a') })),
  otherwise: chainId('c.b'),
});

const rows: Readonly<Record<Action['kind'], readonly Row[]>> = {
  pass: [{ action: { kind: 'pass' }, lines: ['accept'] }],
  accept: [{ action: { kind: 'accept' }, lines: ['accept'] }],
  drop: [{ action: { kind: 'drop' }, lines: ['counter drop'] }],
  reject: [{ action: { kind: 'reject' }, lines: ['counter reject'] }],
  reset: [{ action: { kind: 'reset' }, lines: ['counter reject with tcp reset'] }],
  jump: [{ action: { kind: 'jump', chain: chainId('c.a') }, lines: ['jump c.a'] }],
  goto: [
    { action: goTo, lines: ['goto c.a'] },
    {
      action: counted,
      matches: [{ kind: 'limit', meter: meterId('m.all4') }],
      lines: ['limit name "m.all4" counter goto c.a'],
    },
    {
      action: counted,
      family: 'ipv4',
      matches: [{ kind: 'connections', table: tableId('c.src4') }],
      lines: ['add @c.src4 { ip saddr ct count over 10 } counter goto c.a'],
    },
  ],
  classify: [
    {
      action: classify('udp', 'REGI', 'INVI'),
      lines: ['meta l4proto udp @th,64,32 { 0x52454749, 0x494e5649 } goto c.a', 'accept'],
    },
    {
      action: classify('tcp', 'REGI'),
      matches: [{ kind: 'transport', transport: 'tcp' }],
      lines: ['meta l4proto tcp @ih,0,32 { 0x52454749 } goto c.a', 'meta l4proto tcp accept'],
    },
    {
      action: { ...classify('udp', '200 '), offset: 8 },
      lines: ['meta l4proto udp @th,128,32 { 0x32303020 } goto c.a', 'accept'],
    },
    {
      action: {
        ...classify('udp', 'REGI', 'ACK '),
        cases: [
          { text: 'REGI', chain: chainId('c.b') },
          { text: 'ACK ', chain: chainId('c.a') },
        ],
        otherwise: chainId('c.a'),
      },
      lines: ['meta l4proto udp @th,64,32 { 0x52454749 } accept', 'goto c.a'],
    },
    {
      action: { ...classify('udp', 'REGI'), otherwise: chainId('c.a') },
      lines: ['goto c.a'],
    },
  ],
  learn: [
    {
      action: { kind: 'learn', set: setId('banned4'), side: 'source', timeout: ms(3_600_000) },
      family: 'ipv4',
      lines: ['update @banned4 { ip saddr timeout 1h } counter'],
    },
    {
      action: { kind: 'learn', set: setId('banned6'), side: 'destination', timeout: ms(90_500) },
      family: 'ipv6',
      lines: ['update @banned6 { ip6 daddr & ffff:ffff:ffff:ffff:: timeout 1m30s500ms } counter'],
    },
    {
      action: {
        ...{ kind: 'learn', set: setId('banned4'), side: 'source', timeout: ms(10_000) },
        full: chainId('c.a'),
      },
      family: 'ipv4',
      lines: ['update @banned4 { ip saddr timeout 10s } counter', 'ip saddr != @banned4 counter goto c.a'],
    },
  ],
  forget: [
    {
      action: { kind: 'forget', set: setId('banned4'), side: 'destination' },
      family: 'ipv4',
      lines: ['delete @banned4 { ip daddr }'],
    },
    {
      action: { kind: 'forget', set: setId('banned6'), side: 'source' },
      family: 'ipv6',
      matches: [{ kind: 'data' }],
      lines: [
        'meta nfproto ipv6 meta l4proto tcp @ih,0,8 >= 0x0 delete @banned6 { ip6 saddr & ffff:ffff:ffff:ffff:: }',
      ],
    },
  ],
  refill: [
    {
      action: { kind: 'refill', meter: meterId('m.dst4') },
      family: 'ipv4',
      lines: ['delete @m.dst4 { ip daddr }'],
    },
    {
      action: { kind: 'refill', meter: meterId('m.sub6') },
      family: 'ipv6',
      lines: ['delete @m.sub6 { ip6 saddr & ffff:ffff:ffff:: }'],
    },
  ],
  count: [
    {
      action: { kind: 'count' },
      matches: [{ kind: 'limit', meter: meterId('m.all4') }],
      lines: ['limit name "m.all4" counter'],
    },
  ],
  log: [
    { action: { kind: 'log', prefix: 'vosguard ban ' }, lines: ['counter log prefix "vosguard ban "'] },
    { action: { kind: 'log', prefix: '' }, lines: ['counter log'] },
  ],
  note: [
    {
      action: { kind: 'note', set: setId('banned4'), side: 'source', timeout: ms(1000) },
      family: 'ipv4',
      lines: ['update @banned4 { ip saddr . meta mark timeout 1s counter }'],
    },
    {
      action: { kind: 'note', set: setId('banned4'), side: 'destination', timeout: ms(1000), as: 7 },
      family: 'ipv4',
      lines: ['update @banned4 { ip daddr . 0x7 timeout 1s counter }'],
    },
  ],
  untrack: [{ action: { kind: 'untrack' }, lines: ['notrack'] }],
  mark: [
    {
      action: { kind: 'mark', mark: 'wanted' },
      lines: ['meta mark set meta mark & 0xdfffffff | 0x10000000'],
    },
    { action: { kind: 'mark', mark: 'none' }, lines: ['meta mark set meta mark & 0xcfffffff'] },
  ],
};

const all = Object.entries(rows).flatMap(([kind, list]) => list.map((row, n) => ({ kind, n, ...row })));

test.each(all)('$kind $n', ({ action, lines, family = 'any', matches = [] }) => {
  expect(nftLines({ matches, family, hook: 'prerouting', action })).toEqual(lines);
});

test('a case that is not four bytes long does not fit the map', () => {
  const emit = () =>
    nftLines({ matches: [], family: 'any', hook: 'prerouting', action: classify('udp', 'REGISTER ') });
  expect(emit).toThrow('the map reads four bytes');
});
