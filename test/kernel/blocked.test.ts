import { link } from '../../src/host/lab/link.js';
import { describeBackends } from '../packets/kernel.js';
import { tally } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const policy = `
vosguard: 1
trusted: [198.51.100.10, "2001:db8:bad:10::/64"]
blocked: [198.51.100.0/24, "2001:db8:bad::/48"]
services:
  ssh: { tcp: [22], from: [198.51.100.20, "2001:db8:bad:20::/64"] }
  media: { udp: [10000-39999, 40000-47999] }
sip:
  strangers: { limits: { REGISTER: 1/min burst 2 } }
`;

const rows = [
  ['198.51.100.30', { 5060: 0, 20000: 0, connected: [] }],
  ['2001:db8:bad:30::1', { 5060: 0, 20000: 0, connected: [] }],
  ['198.51.100.10', { 5060: 6, 20000: 6, connected: [5060] }],
  ['2001:db8:bad:10::1', { 5060: 6, 20000: 6, connected: [5060] }],
  ['198.51.100.20', { 5060: 2, 20000: 6, connected: [22, 5060] }],
  ['2001:db8:bad:20::1', { 5060: 2, 20000: 6, connected: [22, 5060] }],
  ['198.51.101.30', { 5060: 2, 20000: 6, connected: [5060] }],
  ['2001:db8:bae:30::1', { 5060: 2, 20000: 6, connected: [5060] }],
] as const;

describeBackends('a blocked network', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy, { udp: [5060, 20000], tcp: [22, 5060] }));

  test.each(rows)('%s gets through %j', async (from, { connected, ...datagrams }) => {
    const stream = { from, payloads: [request('REGISTER')], count: 6, every: 1 };
    const { delivered } = await exchange(lab(), stream, { ...stream, toPort: 20000 });
    const ports = tally(delivered, 'toPort');
    expect({ 5060: ports.get(5060) ?? 0, 20000: ports.get(20000) ?? 0 }).toEqual(datagrams);
    const tried = [22, 5060].map(async (toPort) => {
      const outcomes = await lab().world.connect({ from: [from], toPort, every: 0, patience: 150 });
      return outcomes[0]?.outcome === 'connected' ? [toPort] : [];
    });
    expect((await Promise.all(tried)).flat()).toEqual(connected);
  });
});

/** The switch has to ask the link for its gateway, and the gateway's address is on the list. */
describeBackends('a blocklist that holds the network of the link', (backend, lab) => {
  test('leaves neighbour discovery alone', async () => {
    await protect(lab(), backend, 'vosguard: 1\nblocked: ["2001:2::/48"]\n', { answer: 401 });
    await lab().switch.run('ip', ['-6', 'neighbour', 'del', link.world.ipv6, 'dev', link.switch.name]);
    await exchange(lab(), { from: '2001:db8:99::1', payloads: [request('REGISTER')], count: 1, every: 0 });
    expect(await lab().answers()).toHaveLength(1);
  });
});

/** An address that two hosts of a pair share is the partner's while he has it. */
describeBackends('a blocklist that holds an own address', (backend, lab) => {
  test.each(['198.51.100.1', '2001:db8:bad:1::1'])(
    '%s: the own address is left out, its neighbours are not',
    async (own) => {
      const to = '[198.51.100.1, "2001:db8:bad:1::1"]';
      const text = `vosguard: 1\nblocked: [198.51.100.0/24, "2001:db8:bad::/48"]\nservices: { vip: { tcp: [443], to: ${to} } }\n`;
      await protect(lab(), backend, text, { udp: [20000] });
      const stream = { payloads: [request('OPTIONS')], count: 3, every: 1, toPort: 20000 };
      const other = own.replace(/1$/, '2');
      const { delivered } = await exchange(lab(), { ...stream, from: own }, { ...stream, from: other });
      expect([own, other].map((from) => delivered.filter((one) => one.from === from).length)).toEqual([3, 0]);
    },
  );
});
