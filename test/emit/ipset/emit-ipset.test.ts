import { emitIpset } from '../../../src/emit/ipset/emit-ipset.js';
import type { Family } from '../../../src/net/address.js';
import type { SetDeclaration } from '../../../src/ruleset/ruleset.js';
import { count, learned, listed, ruleset } from '../samples.js';

const commands = (...sets: readonly SetDeclaration[]) =>
  emitIpset([ruleset({ sets })])
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

test('a list is built beside the old one and takes its place', () => {
  const type = 'hash:net family inet hashsize 1024 maxelem 16777216';
  expect(commands(listed('vg-trusted4', 'ipv4', '192.0.2.8/29', '192.0.2.1'))).toEqual([
    `create vg-trusted4 ${type} -exist`,
    `create vg-trusted4-new ${type} -exist`,
    'flush vg-trusted4-new',
    'add vg-trusted4-new 192.0.2.1',
    'add vg-trusted4-new 192.0.2.8/29',
    'swap vg-trusted4-new vg-trusted4',
    'destroy vg-trusted4-new',
  ]);
});

test.each<[Family, string, readonly string[]]>([
  ['ipv4', '0.0.0.0/0', ['0.0.0.0/1', '128.0.0.0/1']],
  ['ipv6', '::/0', ['::/1', '8000::/1']],
])('everything in %s is two halves', (family, entry, halves) => {
  const added = commands(listed('s', family, entry)).filter((line) => line.startsWith('add'));
  expect(added).toEqual(halves.map((half) => `add s-new ${half}`));
});

test('a learned set is only created, at its full size', () => {
  expect(
    commands(learned('vg-banned4', 'ipv4'), { ...learned('vg-banned6', 'ipv6'), size: count(100_000) }),
  ).toEqual([
    'create vg-banned4 hash:ip family inet hashsize 32768 maxelem 131072 timeout 5400 -exist',
    'create vg-banned6 hash:ip family inet6 hashsize 32768 maxelem 100000 netmask 64 timeout 5400 -exist',
  ]);
});

test('both families stand in one file, under one header', () => {
  const text = emitIpset([
    ruleset({ sets: [learned('a4', 'ipv4')] }),
    ruleset({ sets: [learned('a6', 'ipv6')] }),
  ]);
  expect(text.match(/^# vosguard/gm)).toHaveLength(1);
  expect(text.match(/^create \S+/gm)).toEqual(['create a4', 'create a6']);
  expect(emitIpset([])).toBe('');
});

test.each(['x'.repeat(28), '-exist', 'a b'])('the name %j is our own fault', (name) => {
  expect(() => commands({ ...listed('s', 'ipv4'), name })).toThrow('would not take');
});
