import { handOver } from '../../src/legalize/hand-over.js';
import { legalize } from '../../src/legalize/legalize.js';
import { capabilitiesOf, companionOf } from '../../src/platform/capabilities.js';
import { chainId } from '../../src/ruleset/ids.js';
import type { Action } from '../../src/ruleset/ruleset.js';
import { chain, drop, modern, nftables, rule, ruleset } from './sample.js';

const goTo = (to: string): Action => ({ kind: 'goto', chain: chainId(to) });
const contains = (text: string) => ({ kind: 'contains', text }) as const;
const hook = chain(
  'hook.prerouting',
  [
    rule('hook.prerouting.loopback', [{ kind: 'loopback' }], { kind: 'pass' }),
    rule('hook.prerouting.sip', [], goTo('signatures')),
  ],
  'prerouting',
);
const ban = chain('ban', [rule('ban.drop', [], drop)]);
const searching = ruleset([
  hook,
  chain('signatures', [
    rule('signatures.svmap', [contains('a')], goTo('ban')),
    rule('signatures.dialer', [contains('User-Agent:'), contains('b')], goTo('ban')),
    rule('signatures.none.found', [], { kind: 'pass' }),
  ]),
  ban,
]);
const { ruleset: rest, companion } = handOver(searching);

const idsIn = (id: string, chains = rest.chains) =>
  chains.find((one) => one.id === id)?.rules.map((one) => one.id);

test('the searches leave, what they searched is marked, and the ban comes after them', () => {
  expect(idsIn('signatures')).toEqual(['signatures.search.wanted', 'signatures.none.found']);
  expect(idsIn('searched.marked')).toEqual([
    'searched.marked.loopback',
    'searched.marked.found',
    'searched.marked.segment',
    'searched.marked.nothing',
    'searched.marked.pass',
  ]);
  const found = rest.chains.flatMap(({ rules }) => rules).find(({ id }) => id === 'searched.marked.found');
  expect(found?.action).toEqual(goTo('ban'));
  expect(legalize(rest, nftables, 'ipv4').fallbacks).toEqual([]);
});

test('a mark from before us is taken away behind loopback', () => {
  expect(idsIn('hook.prerouting')).toEqual([
    'hook.prerouting.loopback',
    'hook.prerouting.foreign.mark',
    'hook.prerouting.sip',
  ]);
});

test('what leaves before it is taken away bears none', () => {
  const media = rule('hook.prerouting.media', [{ kind: 'transport', transport: 'udp' }], { kind: 'pass' });
  const first = { ...hook, rules: [media, ...hook.rules] };
  const { chains } = handOver(ruleset([first, ...searching.chains.slice(1)])).ruleset;
  expect(idsIn('hook.prerouting', chains)).toEqual([
    'hook.prerouting.media',
    'hook.prerouting.loopback',
    'hook.prerouting.foreign.mark',
    'hook.prerouting.sip',
  ]);
  expect(chains[0]?.rules[0]?.matches).toEqual([...media.matches, { kind: 'mark', mark: 'none' }]);
});

test('the companion has the searches under their ids, its own chain names, and no set', () => {
  const can = companionOf(modern);
  if (can === undefined || companion === undefined) throw new Error('there is no companion');
  const { ruleset: legal, fallbacks } = legalize(companion, can, 'ipv6');
  expect(legal.chains.map(({ name }) => name)).toEqual([
    'VG-hook.search',
    'VG-signatures',
    'VG-signatures.found',
  ]);
  expect(idsIn('signatures', legal.chains)).toEqual([
    'signatures.svmap',
    'signatures.dialer',
    'signatures.none.found',
  ]);
  expect(legal.sets).toEqual([]);
  expect(fallbacks).toMatchObject([{ kind: 'wide-search', signature: 'dialer', backend: 'nftables' }]);
});

test('without a search nothing is handed over', () => {
  const plain = ruleset([hook, chain('signatures', []), ban]);
  expect(handOver(plain)).toEqual({ ruleset: plain, companion: undefined });
});

test('searches in two chains of one transport are our own fault', () => {
  const two = ruleset([...searching.chains, chain('more', [rule('more.one', [contains('c')])])]);
  expect(() => handOver(two)).toThrow('more than one chain');
});

describe('segments, which are judged behind conntrack', () => {
  const input = chain('hook.input', [rule('hook.input.tcp', [], goTo('sip.tcp'))], 'input');
  const entrance = chain('sip.tcp', [
    rule('sip.tcp.trusted', [], { kind: 'accept' }),
    rule('sip.tcp.strangers', [], goTo('tcp.signatures')),
  ]);
  const tcpSignatures = chain('tcp.signatures', [
    rule('tcp.signatures.svmap', [contains('a')], goTo('proven')),
    rule('tcp.signatures.dialer', [contains('b')], goTo('proven')),
    rule('tcp.signatures.pass', [], { kind: 'accept' }),
  ]);
  const proven = chain('proven', [rule('proven.drop', [], drop)]);
  const both = handOver(ruleset([...searching.chains, input, entrance, tcpSignatures, proven]));

  test('are marked at their entrance, behind the trusted, so many a second', () => {
    const rules = both.ruleset.chains.find(({ id }) => id === 'sip.tcp')?.rules;
    expect(rules).toMatchObject([
      { id: 'sip.tcp.trusted' },
      {
        id: 'sip.tcp.search.wanted',
        matches: [{ kind: 'data' }, { kind: 'limit', meter: 'search.segments' }],
        action: { kind: 'mark', mark: 'wanted' },
      },
      { id: 'sip.tcp.strangers' },
    ]);
    expect(both.ruleset.meters).toMatchObject([{ id: 'search.segments', key: 'all', sense: 'within' }]);
  });
  test('are banned by connections where the mark says found', () => {
    const rules = both.ruleset.chains.find(({ id }) => id === 'tcp.signatures')?.rules;
    expect(rules).toMatchObject([
      {
        id: 'tcp.signatures.search.found',
        matches: [{ kind: 'mark', mark: 'found' }],
        action: goTo('proven'),
      },
      { id: 'tcp.signatures.pass' },
    ]);
  });
  test('a hit in a segment goes on to them, and bans nobody before', () => {
    const rules = both.ruleset.chains.find(({ id }) => id === 'searched.marked')?.rules;
    expect(rules?.find(({ id }) => id === 'searched.marked.found')?.matches).toEqual([
      { kind: 'mark', mark: 'found' },
      { kind: 'transport', transport: 'udp' },
    ]);
    expect(rules?.find(({ id }) => id === 'searched.marked.segment')?.action).toEqual({ kind: 'pass' });
  });
  test('in two chains are our own fault too', () => {
    const more = chain('tcp.more', [rule('tcp.more.one', [contains('c')])]);
    const entry = chain(
      'hook.input',
      [...input.rules, rule('hook.input.more', [], goTo('tcp.more'))],
      'input',
    );
    const two = ruleset([...searching.chains, entry, entrance, tcpSignatures, more, proven]);
    expect(() => handOver(two)).toThrow('more than one chain');
  });
});

test.each([
  ['1.4.21', false],
  ['1.8.0', true],
  ['1.8.11', true],
])('iptables %s carries a companion: %s', (iptables, carries) => {
  expect(companionOf({ ...modern, iptables }) !== undefined).toBe(carries);
});

test('the companion can say what iptables can', () => {
  expect(companionOf(modern)).toEqual({ ...capabilitiesOf.iptables(modern), backend: 'nftables' });
});
