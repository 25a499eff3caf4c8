import { link } from '../../src/host/lab/link.js';
import { addresses, sources } from '../packets/addresses.js';
import { describeBackends } from '../packets/kernel.js';
import { count, tally } from '../packets/tally.js';
import { bannedSources, exchange, protect, request } from './scenario.js';

/** Rates of one a minute, so that what passes is the burst, exactly. */
const policy = (strangers: string, rest: string): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers: { connections: null, share: first-come, ${strangers} }
  ${rest}
`;

const tcpPolicy = (strangers: string): string =>
  policy(strangers, 'sizes: { sources: 8 }').replace('connections: null, ', '');

const families = ['198.18.64.0', '2001:db8:5::1'] as const;

/** What docs/packet-path.md says of tables that are full. */
describeBackends('a full table', (backend, lab) => {
  const open = backend === 'nftables';
  const twice = (first: string, method: string, sourceCount: number, toPort = 5060) =>
    exchange(lab(), {
      from: sources(first, sourceCount),
      payloads: [request(method)],
      count: 2 * sourceCount,
      every: 0.2,
      toPort,
    });

  test('of sources or subnets: new ones meet the common cap in nftables and are dropped in iptables', async () => {
    const limits = 'limits: { REGISTER: 1/min burst 1, INVITE: allow, all: null }';
    const shared = 'per_subnet: { INVITE: 1/min burst 1, other: allow, all: null }';
    // The bytes of each source have a table as large as that of its packets, which is full after the REGISTERs.
    const caps = 'together: { REGISTER: 1/min burst 150, INVITE: 1/min burst 20 }, bytes: { udp: null }';
    const sizes = 'sizes: { sources: 64, subnets: 8 }';
    for (const first of families) {
      await protect(lab(), backend, policy(`${limits}, ${shared}, ${caps}`, sizes));
      const registers = (await twice(first, 'REGISTER', 200)).delivered;
      expect(registers).toHaveLength(open ? 150 : 64);
      expect(tally(registers, 'from').size).toBe(registers.length);
      const from = addresses(first, 32, first.includes(':') ? 1n << 80n : 256n);
      const calls = { from, payloads: [request('INVITE')], count: 64, every: 0.5 };
      expect((await exchange(lab(), calls)).delivered).toHaveLength(open ? 20 : 8);
    }
  });

  test('of sources on encrypted ports: new ones are refused', async () => {
    const limits = 'limits: { all: 1/min burst 1 }, per_subnet: null';
    await protect(lab(), backend, policy(limits, 'ports: { encrypted: [5070] }\n  sizes: { sources: 64 }'), {
      udp: [5070],
    });
    for (const first of families)
      expect((await twice(first, 'REGISTER', 200, 5070)).delivered).toHaveLength(64);
  });

  test.each([
    ['of bans', '{ sources: 64, banned: 16 }', 16],
    ['of the flood meter', '{ sources: 24, banned: 64 }', 24],
  ])('%s: packets are dropped, further sources are not banned', async (_name, sizes, banned) => {
    const bans = `sizes: ${sizes}\n  bans: { flood: { over: 1/min burst 1, for: 10m } }`;
    for (const first of families) {
      await protect(lab(), backend, policy('limits: { INVITE: allow, all: null }', bans));
      expect((await twice(first, 'SUBSCRIBE', 40)).delivered).toEqual([]);
      expect(await bannedSources(lab(), backend)).toHaveLength(banned);
      const { delivered } = await twice(first, 'INVITE', 40);
      expect(tally(delivered, 'from').size).toBe(40 - banned);
      expect(delivered).toHaveLength(2 * (40 - banned));
    }
  });

  test('of called destinations: those that are not learned cannot answer', async () => {
    await protect(lab(), backend, policy('limits: { all: null }', 'sizes: { called: 8 }'));
    for (const first of families) {
      const called = sources(first, 20);
      await lab().world.listen({ addresses: called, udp: [5060], answer: 200 });
      const near = first.includes(':') ? link.switch.ipv6 : link.switch.ipv4;
      const call = { from: near, payloads: [request('INVITE')], count: 2, every: 5, toPort: 5060 };
      for (const to of called) await lab().switch.send({ ...call, to });
      await lab().world.arrivals();
      const answers = await lab().delivered();
      expect(count(answers, { word: 'SIP/2.0 200', to: near })).toBe(16);
    }
  });

  test('of TCP connections: whoever is not in it is not cut; a connection too many is refused while there is room', async () => {
    // Room for sixteen connections: six sources open four each, and it is full.
    const strangers = 'connections: { tcp: 4, per_subnet: null }, bytes: { tcp: null, stray: null }';
    const listeners = { tcp: [5060] };
    for (const first of families) {
      const [customer = '', ...others] = sources(first, 7);
      const open = (from: readonly string[], segments: readonly string[]) =>
        lab().world.connect({ from, toPort: 5060, every: 15, segments, hold: true, patience: 300 });
      await protect(lab(), backend, tcpPolicy(strangers), listeners);
      const [one = '', ...rest] = others;
      const times = (from: string, count: number) => Array<string>(count).fill(from);
      const outcomes = await open([...times(one, 5), ...rest.flatMap((from) => times(from, 4))], []);
      expect(outcomes.flatMap(({ outcome }, at) => (outcome === 'connected' ? [] : [at]))).toEqual([4]);
      const requests = Array.from({ length: 12 }, (_, n) => request('REGISTER', { id: `customer-${n}` }));
      await open([customer], requests);
      const ids = (await lab().delivered()).filter(({ from }) => from === customer).map(({ id }) => id);
      expect(ids).toContain('customer-11');
    }
  });
});
