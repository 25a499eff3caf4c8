import { groupCalls } from '../../../src/vos3000/calls/group-calls.js';
import { byNetwork, propose } from '../../../src/vos3000/calls/propose.js';
import { lintText } from '../../lint-text.js';

const second = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;

const guard = { atLeast: 3, ofNetwork: 3, gateways: [], completed: new Map() };

const record = (source: string, count = 5, more: object = {}) => ({
  ...{ source, number: '0044', cause: '-9', billingMode: '0', count },
  ...{ first: second('2026-11-25 04:00:00'), last: second('2026-11-25 05:59:59'), ...more },
});

const usual = { first: second('2026-11-25 04:00:00'), last: second('2026-11-25 05:59:59') };

const { policy } = lintText(`vosguard: 1
addresses: { office: [192.0.2.8/29], bad: [198.51.100.66] }
trusted: [203.0.113.10, "2001:db8:7::/64"]
blocked: [bad]
services: { ssh: { tcp: [22], from: [office] } }
vos3000:
  web_access_control: [192.0.2.99]
`);

test.each([
  ['203.0.113.10', 'trusted'],
  ['2001:db8:7::5', 'trusted'],
  ['192.0.2.9', 'from of the service ssh'],
  ['192.0.2.99', 'web_access_control'],
  ['198.51.100.66', 'blocked already'],
  ['192.0.2.50', 'a gateway of the switch'],
  ['10.1.2.3', 'an address of the own network'],
  ['127.0.0.1', 'an address of the own network'],
  ['fe80::1', 'an address of the own network'],
  ['\u001b[31m', 'no address'],
  ['', 'no address'],
  ['0.0.0.0', 'an address of the own network'],
])('%s is spared: %s', (source, why) => {
  expect(
    propose(groupCalls([record(source)]), policy, {
      ...guard,
      atLeast: 1,
      gateways: ['192.0.2.50', 'no address'],
    }),
  ).toEqual({
    proposed: [],
    networks: [],
    spared: [{ source, attempts: 5, why }],
  });
});

test('from how many attempts on; a source of IPv6 is a /64; a port and a mapped address are the same source', () => {
  const records = [
    record('198.51.100.1', 2),
    record('198.51.100.2', 3),
    record('198.51.100.3:5060', 2),
    record('::ffff:198.51.100.3', 1, { last: second('2026-11-26 00:00:00') }),
    record('[2001:DB8:9:1::A]:5060', 2),
    record('2001:db8:9:1::b', 2),
    record('2001:db8:9:2::b', 4),
  ];
  const { proposed, spared } = propose(groupCalls(records), policy, guard);
  expect(proposed).toEqual([
    { entry: '2001:db8:9:1::/64', attempts: 4, sources: 2, ...usual },
    { entry: '2001:db8:9:2::/64', attempts: 4, sources: 1, ...usual },
    { entry: '198.51.100.2', attempts: 3, sources: 1, ...usual },
    { entry: '198.51.100.3', attempts: 3, sources: 1, ...usual, last: second('2026-11-26 00:00:00') },
  ]);
  expect(spared).toEqual([{ source: '198.51.100.1', attempts: 2, why: 'fewer than 3 attempts' }]);
});

test('who ever completed a call is spared, and so is the network that he is of', () => {
  const records = ['1', '2', '3', '4'].map((last) => record(`198.51.100.${last}`));
  const others = ['1', '2', '3'].map((last) => record(`203.0.114.${last}`));
  const all = groupCalls([...records, ...others]);
  const free = propose(all, policy, guard);
  expect(free.networks).toEqual([
    { entry: '198.51.100.0/24', attempts: 20, sources: 4, ...usual },
    { entry: '203.0.114.0/24', attempts: 15, sources: 3, ...usual },
  ]);
  expect(byNetwork(free).map(({ entry }) => entry)).toEqual(['198.51.100.0/24', '203.0.114.0/24']);
  const guarded = propose(all, policy, { ...guard, completed: new Map([['198.51.100.1', 2], ['203.0.114.77', 1]]) }); // biome-ignore format: pairs
  expect(guarded.spared).toEqual([{ source: '198.51.100.1', attempts: 5, why: 'completed 2 calls' }]);
  expect(guarded.networks).toEqual([]);
  expect(guarded.proposed.map(({ entry }) => entry)).toEqual(['198.51.100.2', '198.51.100.3', '198.51.100.4', '203.0.114.1', '203.0.114.2', '203.0.114.3']); // biome-ignore format: a list
  const few = propose(all, policy, { ...guard, ofNetwork: 4 });
  expect(byNetwork(few).map(({ entry }) => entry)).toEqual(['198.51.100.0/24', '203.0.114.1', '203.0.114.2', '203.0.114.3']); // biome-ignore format: a list
});

test.each([
  ['trusted', 'trusted: [198.51.100.99]'],
  ['a gateway of the policy', 'vos3000: { mapping_gateways: [{ name: g, from: [198.51.100.99] }] }'],
])('a network with an address that is %s is not proposed', (_, line) => {
  const { policy: other } = lintText(`vosguard: 1\n${line}\n`);
  const records = ['1', '2', '3'].map((last) => record(`198.51.100.${last}`));
  expect(propose(groupCalls(records), other, guard).networks).toEqual([]);
});

test('by source, network, hour, number, cause and billing mode', () => {
  const { attempts, sources, networks, hours, numbers, causes, billingModes } = groupCalls([
    record('198.51.100.1', 2, { number: '1' }),
    record('198.51.100.1', 1, { number: '2', cause: '-10', first: second('2026-11-25 05:30:00') }),
    record('198.51.100.9', 4, { billingMode: '3' }),
    record('2001:db8:9:1::a', 1, { first: undefined, last: undefined }),
  ]);
  const keys = (groups: readonly { key: string; attempts: number }[]) =>
    groups.map((group) => [group.key, group.attempts]);
  expect(attempts).toBe(8);
  expect(keys(sources)).toEqual([['198.51.100.9', 4], ['198.51.100.1', 3], ['2001:db8:9:1::a', 1]]); // biome-ignore format: pairs
  expect(keys(networks)).toEqual([['198.51.100.0/24', 7], ['2001:db8:9::/48', 1]]); // biome-ignore format: pairs
  expect(keys(hours)).toEqual([['2026-11-25 04', 6], ['2026-11-25 05', 1], ['no time', 1]]); // biome-ignore format: pairs
  expect(keys(numbers)).toEqual([['0044', 5], ['1', 2], ['2', 1]]); // biome-ignore format: pairs
  expect(keys(causes)).toEqual([['-9', 7], ['-10', 1]]); // biome-ignore format: pairs
  expect(keys(billingModes)).toEqual([['0', 4], ['3', 4]]); // biome-ignore format: pairs
  expect(sources[1]).toMatchObject({
    network: '198.51.100.0/24',
    numbers: [{ key: '1' }, { key: '2' }],
    first: second('2026-11-25 04:00:00'),
  });
});
