import { sources } from '../packets/addresses.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { count } from '../packets/tally.js';
import { compileExample } from './examples.js';
import { exchange, protect, request } from './scenario.js';

const policy = (tracking: string, strangers: string): string => `
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::10"]
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { ports: { encrypted: [5070] }, strangers: ${strangers}, bans: { flood: null } }
conntrack: { sip: ${tracking} }
`;

const register = request('REGISTER');
const families = ['192.0.2.1', '2001:db8:5::1'] as const;

/** Flows in the connection table of the switch, by their destination port; of both families. */
async function flows(lab: Lab): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const family of ['ipv4', 'ipv6']) {
    const lines = (await lab.switch.run('conntrack', ['-L', '-f', family])).matchAll(/dport=(\d+) .*dport=/g);
    for (const [, port = ''] of lines) counts[port] = (counts[port] ?? 0) + 1;
  }
  return counts;
}

describeBackends('connection tracking', (backend, lab) => {
  const limits = 'limits: { REGISTER: 1/min burst 2, all: 1/min burst 30 }';

  test.each(families)('a flood leaves no more entries than packets delivered, from %s', async (first) => {
    const capped = `{ ${limits}, together: { REGISTER: 1/min burst 150 }, connections: { udp: 10 } }`;
    await protect(lab(), backend, policy('tracked', capped));
    const forged = { first, toPort: 5060, payload: register, count: 3000, every: 0.1 };
    await lab().world.forge(forged);
    await lab().world.forge({ ...forged, payload: request('OPTIONS'), fromPort: 5062 });
    const fromPorts = Array.from({ length: 200 }, (_, index) => 6000 + index);
    const loud = {
      from: sources(first, 9000).slice(-1),
      fromPorts,
      payloads: [request('BYE')],
      toPort: 5060,
    };
    await lab().world.send({ ...loud, count: 400, every: 0.5 });
    const delivered = await lab().delivered();
    // Forged IPv6 sources are all in one /64: its two REGISTERs and the ten flows of the loud one.
    expect(delivered.length).toBeGreaterThanOrEqual(12);
    expect(delivered.length).toBeLessThanOrEqual(182);
    const entries = Number(await lab().switch.run('conntrack', ['-C']));
    expect(entries).toBeGreaterThan(0);
    expect(entries).toBeLessThanOrEqual(delivered.length);
  });

  test('untracked: SIP has no entry, is delivered, answered and limited; media has one', async () => {
    const udp = [5060, 5070, 20000];
    const untracked = policy('untracked', `{ ${limits}, connections: null }`);
    await protect(lab(), backend, untracked, { udp, tcp: [5060, 5070], answer: 480 });
    for (const from of families) {
      const stream = { from, payloads: [register], count: 8, every: 1 };
      const trusted = from.includes(':') ? '2001:db8:7::10' : '203.0.113.10';
      const fromTrusted = { ...stream, from: trusted, count: 20 };
      const { delivered } = await exchange(lab(), stream, { ...stream, toPort: 20000 }, fromTrusted);
      expect(count(delivered, { from, toPort: 5060 })).toBe(2);
      expect(count(delivered, { from, toPort: 20000 })).toBe(8);
      expect(count(delivered, { from: trusted })).toBe(20);
      expect(count(await lab().answers(), { word: 'SIP/2.0 480' })).toBe(30);
      for (const toPort of [5060, 5070]) {
        const outcomes = await lab().world.connect({ from: [from], toPort, every: 0, hold: true });
        expect(outcomes).toEqual([{ from, outcome: 'connected' }]);
      }
    }
    expect(await flows(lab())).toEqual({ 20000: 2 });
  });

  test('media untracked: RTP of both families comes in and goes out without an entry, blocked sources and SIP are as before', async () => {
    const untracked = policy('tracked', `{ ${limits}, connections: null }`)
      .replace('sip: tracked', 'media: untracked')
      .concat('blocked: [192.0.2.66]\n');
    await protect(lab(), backend, untracked, { udp: [5060, 20000], answer: 480 });
    const rtp = { toPort: 20000, payloads: [request('INVITE')], count: 8, every: 1 };
    const streams = families.map((from) => ({ ...rtp, from }));
    const sip = { from: families[0], payloads: [register], count: 2, every: 1 };
    const { delivered } = await exchange(lab(), ...streams, { ...rtp, from: '192.0.2.66' }, sip);
    for (const from of families) expect(count(delivered, { from, toPort: 20000 })).toBe(8);
    expect(count(delivered, { from: '192.0.2.66' })).toBe(0);
    expect(count(await lab().answers(), { word: 'SIP/2.0 480' })).toBe(18);
    expect(await flows(lab())).toEqual({ 5060: 1 });
  });

  test('tracked, the same traffic has entries', async () => {
    await protect(lab(), backend, policy('tracked', `{ ${limits}, connections: null }`));
    await exchange(lab(), ...families.map((from) => ({ from, payloads: [register], count: 8, every: 1 })));
    expect(await flows(lab())).toEqual({ 5060: 2 });
  });

  test('strangers: deny: the wholesale example lets peers in, nobody else, and tracks neither', async () => {
    await lab().reset();
    await lab().load(backend, compileExample('wholesale').artifacts);
    await lab().switch.listen({ udp: [5060, 6060], tcp: [5060], answer: 200 });
    const peers = ['203.0.113.10', '192.0.2.70', '2001:db8:7::5'];
    const payloads = ['INVITE', 'OPTIONS', 'ACK'].map((method) => request(method));
    const streams = [...peers, ...families].flatMap((from) =>
      [5060, 6060].map((toPort) => ({ from, payloads, toPort, count: 30, every: 1 })),
    );
    const { delivered } = await exchange(lab(), ...streams);
    expect(peers.map((from) => count(delivered, { from }))).toEqual([60, 60, 60]);
    expect(delivered).toHaveLength(180);
    const from = [...peers.slice(0, 2), families[0]];
    const outcomes = await lab().world.connect({ from, toPort: 5060, every: 0, patience: 150 });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['connected', 'connected', 'timeout']);
    expect(await flows(lab())).toEqual({});
  });
});
