import { cidrs } from '../../../src/net/cidrs.js';
import { compareSets } from '../../../src/plan/compare/compare-sets.js';
import { readCreated, readHeads, readMembers } from '../../../src/plan/read-ipset.js';
import { listed } from '../listed.js';

const wanted = readCreated(listed('ipset.rules'));
const live = readHeads(listed('ipset-7.17.txt'));

test('what ipset lists is what was made', () => {
  expect(wanted.length).toBeGreaterThan(10);
  expect(wanted.some(({ name }) => name.endsWith('-new'))).toBe(false);
  expect(compareSets(live, wanted, () => undefined).changes).toEqual([]);
});

test('the heads of ipset save are those of ipset list', () => {
  const saved = readCreated(listed('ipset-7.17.txt'));
  expect(compareSets(saved, live, () => undefined).changes).toEqual([]);
});

test.each(['type', 'family', 'maxelem', 'netmask', 'timeout'])('another %s is told', (key) => {
  const other = wanted.map((set) => ({
    ...set,
    attributes: set.attributes.map((field) => (field.key === key ? { key, value: 'other' } : field)),
  }));
  const { changes } = compareSets(live, other, () => undefined);
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.flatMap(({ fields }) => fields.map((field) => [field.key, field.new]))).toEqual(
    changes.map(() => [key, 'other']),
  );
});

test('entries are counted by the heads, and read of a list', () => {
  expect(live.find(({ name }) => name === 'vg-trusted-4')?.entries).toBe(1);
  const { entries, addresses } = readMembers(listed('ipset-7.17.txt'), 'vg-trusted-4');
  expect([entries, ...cidrs(addresses, 'ipv4')]).toEqual([1, '203.0.113.10']);
});

test('ipset 6.11 does not count', () => {
  const head =
    'Name: vg-known-4\nType: hash:ip\nHeader: family inet hashsize 64 maxelem 9 timeout 5 \nReferences: 2\nMembers:\n';
  expect(readHeads(head).map(({ entries }) => entries)).toEqual([undefined]);
});

test('sets of others are not read', () => {
  expect(readHeads('Name: f2b-sshd\nType: hash:ip\nHeader: family inet\n')).toEqual([]);
  expect(readCreated('create f2b-sshd hash:ip family inet\n')).toEqual([]);
});
