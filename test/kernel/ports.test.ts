import { sources } from '../packets/addresses.js';
import { describeBackends } from '../packets/kernel.js';
import { count, tally } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const policy = (ports: string, strangers: string): string => `
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  ports: ${ports}
  strangers: { ${strangers}, connections: { udp: null, tcp: 3, per_subnet: null } }
  bans: { flood: { over: 1/min burst 10, for: 10m } }
`;

const families = [
  { from: '192.0.2.1', next: '192.0.2.2', trusted: '203.0.113.10' },
  { from: '2001:db8:5::1', next: '2001:db8:5:1::1', trusted: '2001:db8:7::10' },
] as const;

const register = { payloads: [request('REGISTER')], every: 1 };
const refusedByNobody = 'limits: { REGISTER: 1/min burst 5 }';

describeBackends('SIP ports', (backend, lab) => {
  test('more than fifteen of them, and ranges, share the limits; a port between them is closed', async () => {
    const singles = Array.from({ length: 18 }, (_, index) => 5060 + 2 * index);
    const listed = [...singles, 6000, 6005, 6010, 7000, 7001];
    const ports = `[${singles.join(', ')}, 6000-6010, 7000-7001]`;
    const unlisted = [5059, 5061, 5095, 5999, 6011, 7002];
    const all = [...listed, ...unlisted];
    await protect(lab(), backend, policy(`{ udp: ${ports}, tcp: ${ports} }`, refusedByNobody), {
      udp: all,
      tcp: all,
    });
    for (const { from, trusted } of families) {
      const once = all.map((toPort) => ({ ...register, from: trusted, toPort, count: 1 }));
      const { delivered } = await exchange(lab(), ...once);
      expect(delivered.map(({ toPort }) => toPort).toSorted()).toEqual(listed.toSorted());
      const strange = listed.map((toPort, index) => ({ ...register, from, toPort, count: 1, after: index }));
      const limited = (await exchange(lab(), ...strange)).delivered;
      expect(limited).toHaveLength(5);
      expect(tally(limited, 'toPort').size).toBe(5);
      for (const toPort of [5060, 5094, 6003, 7001, 5095]) {
        const connecting = { from: [trusted], toPort, every: 0, patience: 150 };
        const wanted = toPort === 5095 ? 'timeout' : toPort === 6003 ? 'refused' : 'connected';
        expect([toPort, (await lab().world.connect(connecting))[0]?.outcome]).toEqual([toPort, wanted]);
      }
    }
  });

  test('moved: the new port is guarded, the old one closed', async () => {
    const udp = [1980, 5060, 6060];
    await protect(lab(), backend, policy('{ udp: [1980], tcp: [1980] }', refusedByNobody), {
      udp,
      tcp: [1980, 5060],
    });
    for (const { from, trusted } of families) {
      const streams = udp.map((toPort) => ({ ...register, from, toPort, count: 8 }));
      const { delivered } = await exchange(lab(), ...streams);
      expect(tally(delivered, 'toPort')).toEqual(new Map([[1980, 5]]));
      const dropped = { payloads: [request('SUBSCRIBE')], every: 1, toPort: 1980, count: 8 };
      expect((await exchange(lab(), { ...dropped, from })).delivered).toEqual([]);
      expect((await exchange(lab(), { ...dropped, from: trusted })).delivered).toHaveLength(8);
      const tried = [1980, 5060].map((toPort) =>
        lab().world.connect({ from: [trusted], toPort, every: 0, patience: 150 }),
      );
      expect((await Promise.all(tried)).flat().map(({ outcome }) => outcome)).toEqual([
        'connected',
        'timeout',
      ]);
    }
  });

  test('encrypted: `all`, `per_subnet`, connections and bans, and no method', async () => {
    const limits =
      'limits: { REGISTER: 1/min burst 1, all: 1/min burst 6 }, per_subnet: { all: 1/min burst 20 }';
    const ports = '{ encrypted: { udp: [5070-5080], tcp: [5071] } }';
    await protect(lab(), backend, policy(ports, limits), {
      udp: [5060, 5070, 5075, 5080, 5081],
      tcp: [5071],
    });
    for (const { from, next, trusted } of families) {
      const mixed = { payloads: [request('OPTIONS'), request('REGISTER'), ''], every: 1, toPort: 5075 };
      expect((await exchange(lab(), { ...mixed, from, count: 9 })).delivered).toHaveLength(6);
      const onAll = [5070, 5080, 5081].map((toPort) => ({ ...mixed, from: next, toPort, count: 3 }));
      const shared = tally((await exchange(lab(), ...onAll)).delivered, 'toPort');
      expect(shared).toEqual(
        new Map([
          [5070, 3],
          [5080, 3],
        ]),
      );
      const crowd = sources(from, 40).slice(2);
      const { delivered } = await exchange(lab(), { ...mixed, from: crowd, count: 38 });
      expect(delivered).toHaveLength(20 - 6 - 6);
      expect((await exchange(lab(), { ...mixed, from: trusted, count: 60 })).delivered).toHaveLength(60);
    }
  });

  test('encrypted: connections are limited, and a ban of the open ports holds there too', async () => {
    const ports = '{ encrypted: { udp: [5070], tcp: [5071] } }';
    await protect(lab(), backend, policy(ports, 'limits: { all: null }'), { udp: [5060, 5070], tcp: [5071] });
    for (const { from, next } of families) {
      const held = { from: Array(4).fill(next), toPort: 5071, every: 15, hold: true, patience: 150 };
      const outcomes = (await lab().world.connect(held)).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(['connected', 'connected', 'connected', 'refused']);
      await exchange(lab(), { from, payloads: [request('SUBSCRIBE')], every: 1, count: 20 });
      const after = { ...register, toPort: 5070, count: 4 };
      const { delivered } = await exchange(lab(), { ...after, from }, { ...after, from: next });
      expect(count(delivered, { from })).toBe(0);
      expect(count(delivered, { from: next })).toBe(4);
    }
  });
});
