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

test('the companion has the searches under their ids, its own chain names, and no set', () => {
  const can = companionOf(modern);
  if (can === undefined || companion === undefined) throw new Error('there is no companion');
  const { ruleset: legal, fallbacks } = legalize(companion, can, 'ipv6');
  expect(legal.chains.map(({ name }) => name)).toEqual([
    'VG-hook.signatures',
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

test('searches in two chains are our own fault', () => {
  const two = ruleset([...searching.chains, chain('more', [rule('more.one', [contains('c')])])]);
  expect(() => handOver(two)).toThrow('more than one chain');
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
