import { setTimeout } from 'node:timers/promises';
import { link } from '../../src/host/lab/link.js';
import { addresses, sources } from '../packets/addresses.js';
import { frame } from '../packets/frames.js';
import { describeBackends } from '../packets/kernel.js';
import type { Lab } from '../packets/lab.js';
import { tcpSyn } from '../packets/tcp-syn.js';
import { exchange, protect, request } from './scenario.js';

const policy = (connections: string): string => `
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  ports: { encrypted: [5070] }
  strangers: { limits: { REGISTER: allow, all: null }, share: first-come, connections: ${connections} }
  bans: { flood: null }
`;

/** A connection from this port, which is the same each time. */
async function throughPort(lab: Lab, from: string, port: number): Promise<string> {
  const [host] = [from.includes(':') ? link.switch.ipv6 : link.switch.ipv4];
  const program = `
    const socket = require('node:net').connect({ host: '${host}', port: 5060, localAddress: '${from}', localPort: ${port} });
    const end = (word) => { console.log(word); socket.resetAndDestroy(); setTimeout(() => process.exit(0), 20); };
    socket.on('error', () => end('refused'));
    socket.on('connect', () => setTimeout(() => end('connected'), 60));`;
  return (await lab.world.run(process.execPath, ['-e', program])).trim();
}

/** One after the other: what is over a limit is known only once the ones before it are counted. */
async function hold(lab: Lab, from: readonly string[], toPort = 5060, patience = 150) {
  const outcomes = await lab.world.connect({ from, toPort, every: 15, hold: true, patience });
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/**
 * Over a link without delay the ICMP error comes while the socket is still busy with its SYN, which keeps it as a
 * soft error: the refusal is seen with the second SYN, a second later.
 */
const REPEATED = 1600;

const times = (count: number, from: string): readonly string[] => Array(count).fill(from);

const families = [
  {
    one: '192.0.2.1',
    other: '192.0.2.2',
    trusted: '203.0.113.10',
    elsewhere: '198.51.100.1',
    victim: '192.0.2.3',
    again: '192.0.2.4',
  },
  {
    one: '2001:db8:5::1',
    other: '2001:db8:5:1::1',
    trusted: '2001:db8:7::10',
    elsewhere: '2001:db8:6::1',
    victim: '2001:db8:5:2::1',
    again: '2001:db8:5:3::1',
  },
] as const;

describeBackends('open connections', (backend, lab) => {
  const listeners = { udp: [5060], tcp: [5060, 5070] };

  describe('of a source', () => {
    beforeAll(() => protect(lab(), backend, policy('{ udp: 4, tcp: 3, per_subnet: null }'), listeners));
    beforeEach(() => lab().clear());

    // A bucket charged behind the handshake: what has ended gives nothing back, one a minute does.
    test.each(families)('TCP from $one: three, and those that have ended count as well', async (row) => {
      expect(await hold(lab(), times(5, row.one))).toEqual({ connected: 3, refused: 2 });
      expect(await hold(lab(), times(2, row.one), 5070)).toEqual({ refused: 2 });
      expect(await hold(lab(), times(3, row.other))).toEqual({ connected: 3 });
      expect(await hold(lab(), times(8, row.trusted))).toEqual({ connected: 8 });
      await lab().clear();
      expect(await hold(lab(), times(4, row.one))).toEqual({ refused: 4 });
    });

    test.each(families)(
      'SYNs forged in the name of $victim, which it resets, take nothing of its share',
      async (row) => {
        const destination = link.switch[row.victim.includes(':') ? 'ipv6' : 'ipv4'];
        const forged = Array.from({ length: 40 }, (_, index) =>
          tcpSyn({ source: row.victim, destination }, 40_000 + index, 5060),
        );
        await lab().world.frames({
          frames: forged.map((packet) => frame(packet).toString('base64')),
          every: 0.2,
        });
        expect(await hold(lab(), times(5, row.victim))).toEqual({ connected: 3, refused: 2 });
      },
    );

    // Each of them ends by a reset of its owner, and the next has its port.
    test.each(families)(
      'connections from one port of $again, one after the other, are counted',
      async (row) => {
        const outcomes = [];
        for (let time = 0; time < 5; time++) outcomes.push(await throughPort(lab(), row.again, 31_000));
        expect(outcomes).toEqual(['connected', 'connected', 'connected', 'refused', 'refused']);
      },
    );

    test.each(families)('an IPv6 /64 is one source; IPv4 neighbours are not ($elsewhere)', async (row) => {
      const outcomes = await hold(lab(), addresses(row.elsewhere, 5));
      const one = row.elsewhere.includes(':');
      expect(outcomes).toEqual(one ? { connected: 3, refused: 2 } : { connected: 5 });
    });

    test.each(families)('UDP from $one: four flows, which go on once answered', async (row) => {
      await lab().switch.listen({ udp: [5060], answer: 401 });
      const fromPorts = [5060, 5061, 5062, 5063, 5064, 5065, 5066];
      const stream = { fromPorts, payloads, count: 7, every: 2 };
      const streams = [row.one, row.other, row.trusted].map((from) => ({ ...stream, from }));
      const first = await exchange(lab(), ...streams);
      // The first round has been answered before the second: connlimit still counts, for some milliseconds, what it refused.
      await setTimeout(100);
      const second = await exchange(lab(), ...streams);
      const delivered = [...first.delivered, ...second.delivered];
      const ports = (from: string) =>
        delivered.flatMap((arrival) => (arrival.from === from ? [arrival.fromPort] : [])).toSorted();
      const allowed = fromPorts.slice(0, 4);
      expect(ports(row.one)).toEqual([...allowed, ...allowed].toSorted());
      expect(ports(row.other)).toEqual([...allowed, ...allowed].toSorted());
      expect(ports(row.trusted)).toHaveLength(14);
    });

    test.each(families)('UDP from $elsewhere: four flows go on without an answer too', async (row) => {
      await lab().switch.listen({ udp: [5060], answer: 'nothing' });
      const stream = { from: row.elsewhere, fromPorts: [1, 2, 3, 4], payloads, count: 12, every: 2 };
      expect((await exchange(lab(), stream)).delivered).toHaveLength(12);
    });
  });

  describe('of a subnet', () => {
    beforeAll(() => protect(lab(), backend, policy('{ udp: null, tcp: null, per_subnet: 6 }'), listeners));

    // TCP and UDP have a rule each: in nftables they share a set, connlimit counts for each rule by itself.
    const left = backend === 'nftables' ? 2 : 6;

    test.each(families)('of $one: six in all, in iptables six of each of UDP and TCP', async (row) => {
      const { one, elsewhere } = row;
      const from = sources(one, 9);
      const flows = { from: from.slice(0, 4), payloads, count: 4, every: 2 };
      expect((await exchange(lab(), flows)).delivered).toHaveLength(4);
      expect(await hold(lab(), from)).toEqual({ connected: left, timeout: 9 - left });
      expect(await hold(lab(), sources(elsewhere, 6))).toEqual({ connected: 6 });
    });
  });

  test('answer: reject', async () => {
    const connections = '{ udp: null, tcp: 2, per_subnet: null, answer: reject }';
    await protect(lab(), backend, policy(connections), listeners);
    for (const { one } of families)
      expect(await hold(lab(), times(5, one), 5060, REPEATED)).toEqual({ connected: 2, refused: 3 });
    await protect(
      lab(),
      backend,
      policy('{ udp: null, tcp: null, per_subnet: 2, answer: reject }'),
      listeners,
    );
    for (const { one } of families)
      expect(await hold(lab(), sources(one, 5), 5060, REPEATED)).toEqual({ connected: 2, refused: 3 });
  });
});

const payloads = [request('REGISTER')];
