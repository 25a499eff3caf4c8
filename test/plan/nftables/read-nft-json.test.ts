import { isEmpty } from '../../../src/net/address-set.js';
import { cidrs } from '../../../src/net/cidrs.js';
import { fieldsText } from '../../../src/plan/compare/compare-rules.js';
import { readSetContents } from '../../../src/plan/nftables/listed-text.js';
import { readNftJson } from '../../../src/plan/nftables/read-nft-json.js';
import { listed } from '../listed.js';

const table = readNftJson(listed('nft-1.0.6.json'));
const chain = (name: string) => table?.chains.find((one) => one.name === name);

test('rules in words, by their comments', () => {
  const rules = chain('sip.udp')?.rules.map(({ id, fields }) => [id, fieldsText(fields)]);
  expect(rules).toEqual([
    ['sip.udp.trusted', 'ip saddr @trusted4 verdict accept'],
    ['sip.udp.banned', 'ip saddr @banned4 counter verdict drop'],
    ['REGISTER.source', 'update @REGISTER4 ip saddr rate over 5/second burst 10 counter verdict drop'],
    ['REGISTER.together', 'limit together.REGISTER counter verdict drop'],
    ['ban.flood', 'add @banned4 ip saddr timeout 300s'],
    ['log', 'log prefix vg denied '],
    [undefined, 'verdict accept'],
  ]);
});

test('ports, and what a chain is attached to', () => {
  const { attributes, rules } = chain('hook.prerouting') ?? { attributes: [], rules: [] };
  expect(fieldsText(attributes)).toBe('hook prerouting policy accept prio -301 type filter');
  expect(rules.map(({ fields }) => fieldsText(fields))).toEqual([
    'meta iif lo verdict accept',
    'udp dport { 5060, 6060 } verdict goto sip.udp',
  ]);
});

test('other tables are not read', () => {
  expect(table?.chains.map(({ name }) => name)).toEqual(['sip.udp', 'hook.prerouting']);
});

test('sets and named limits by what they are', () => {
  expect(table?.sets.map(({ name, attributes, entries }) => [name, fieldsText(attributes), entries])).toEqual(
    [
      ['together.REGISTER', 'kind limit burst 200 inv true per second rate 100', undefined],
      ['trusted4', 'kind set flags interval type ipv4_addr', undefined],
      ['banned4', 'kind set flags timeout size 65536 timeout 600 type ipv4_addr', undefined],
      ['REGISTER4', 'kind set flags timeout size 65536 timeout 60 type ipv4_addr', undefined],
    ],
  );
});

test('elements in JSON: of a list as addresses, of a learned set only how many', () => {
  const sets = readNftJson(listed('nft-1.0.6-elements.json'))?.sets ?? [];
  const trusted = sets.find(({ name }) => name === 'trusted4');
  expect(trusted?.entries).toBe(3);
  expect([...cidrs(trusted?.addresses ?? fail(), 'ipv4')]).toEqual(['192.0.2.0/24', '203.0.113.10']);
  const banned = sets.find(({ name }) => name === 'banned4');
  expect([banned?.entries, banned?.addresses]).toEqual([2, undefined]);
});

test('elements in words', () => {
  const contents = readSetContents(listed('nft-1.0.6.txt'), (name) => name === 'trusted4');
  const { entries, addresses } = contents.get('trusted4') ?? fail();
  expect(entries).toBe(3);
  expect([...cidrs(addresses ?? fail(), 'ipv4')]).toEqual(['192.0.2.0/24', '203.0.113.10']);
  expect(contents.get('banned4')).toEqual({ entries: 2, addresses: undefined });
  expect(contents.get('REGISTER4')).toEqual({ entries: 0, addresses: undefined });
});

test('a list without elements is an empty one', () => {
  const text =
    'table inet vosguard {\n\tset blocked6 {\n\t\ttype ipv6_addr\n\t}\n\n\tset x {\n\t\telements = { ::1 }\n\t}\n}\n';
  const { entries, addresses } = readSetContents(text, () => true).get('blocked6') ?? fail();
  expect([entries, isEmpty(addresses ?? fail(), 'ipv6')]).toEqual([0, true]);
});

test.each(['', '{', '[]', '{"nftables": 1}', 'null'])('%j is no listing', (text) => {
  expect(readNftJson(text)).toBeUndefined();
});

function fail(): never {
  throw new Error('it is not there');
}
