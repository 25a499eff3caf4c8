import { setTimeout } from 'node:timers/promises';
import { addresses } from '../packets/addresses.js';
import { describeBackends } from '../packets/kernel.js';
import { count } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const policy = (strangers: string) => `
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::10"]
sip:
  strangers:
    limits: { REGISTER: 20/s burst 20 }
    together: { REGISTER: 40/s burst 60 }
profiles:
  attack: { when: { refused: 100/s burst 200, hold: 5s }, sip: { strangers: ${strangers} } }
`;

const registers = [request('REGISTER')];
const families = [
  { name: 'IPv4', bots: addresses('10.0.0.1', 250, 1n << 16n), known: '192.0.2.8', one: '192.0.2.77', trusted: '203.0.113.10', other: '2001:db8:5::7' },
  { name: 'IPv6', bots: addresses('2001:db8:1000::1', 250, 1n << 80n), known: '2001:db8:8::8', one: '2001:db8:5::7', trusted: '2001:db8:7::10', other: '192.0.2.77' },
]; // biome-ignore format: a table

const stricter = '{ limits: { REGISTER: 1/min burst 2 }, together: { REGISTER: 10/min burst 10 } }';

describeBackends('a profile that begins by itself', (backend, lab) => {
  const flood = (from: readonly string[], every = 1) => ({ from, payloads: registers, count: 1200, every });
  const ten = (from: string, after = 0) => ({ from, payloads: registers, count: 10, every: 5, after });

  test.each(families)(
    'begins within its burst, spares who is known or trusted, and ends ($name)',
    async ({ bots, known, one, trusted, other }) => {
      await protect(lab(), backend, policy(stricter), { answer: { REGISTER: 200 } });
      await exchange(lab(), ten(known));
      await lab().switch.listen({ udp: [5060], answer: 'nothing' });
      const before = await exchange(lab(), ten(one));
      expect(count(before.delivered, { from: one })).toBe(10);

      const { delivered } = await exchange(
        lab(),
        flood(bots),
        ten(known, 1100),
        ten(trusted, 1100),
        ten(other, 1100),
      );
      for (const from of [known, trusted]) expect([from, count(delivered, { from })]).toEqual([from, 10]);
      // Each family has an alarm of its own.
      expect(count(delivered, { from: other })).toBe(10);
      // 60 and 40/s of the policy's cap until 200 and 100/s are refused, which takes a third of a second, and what the profile's has then.
      const reached = delivered.filter(({ from }) => bots.includes(from)).length;
      expect(reached).toBeGreaterThan(20);
      expect(reached).toBeLessThan(110);
      const during = await exchange(lab(), ten(one));
      expect(count(during.delivered, { from: one })).toBeLessThanOrEqual(2);

      await setTimeout(6_500);
      const after = await exchange(lab(), ten(one));
      expect(count(after.delivered, { from: one })).toBe(10);
    },
  );

  test('what a profile says of nobody is let in, or of some alone, begins too, over UDP and TCP', async () => {
    const [{ bots = [], one = '', known = '' } = {}] = families;
    for (const strangers of ['deny', `{ from: [${known}] }`]) {
      await protect(lab(), backend, policy(strangers));
      const connect = async () => {
        const [made] = await lab().world.connect({ from: [one], toPort: 5060, every: 0, patience: 300 });
        return made?.outcome;
      };
      expect(await connect()).toBe('connected');
      await exchange(lab(), flood(bots));
      const { delivered } = await exchange(lab(), ten(one), ten(known));
      const wanted = [0, strangers === 'deny' ? 0 : 10];
      expect([strangers, count(delivered, { from: one }), count(delivered, { from: known })]).toEqual([
        strangers,
        ...wanted,
      ]);
      expect([strangers, await connect()]).toEqual([strangers, 'timeout']);
    }
  });

  test('limits of bytes over TCP begin too, by what UDP refused', async () => {
    const [{ bots = [], one = '' } = {}] = families;
    await protect(lab(), backend, policy('{ bytes: { tcp: 2kB/s burst 3kB } }'));
    const got = async () => {
      await lab().clear();
      await lab().world.connect({
        from: [one],
        toPort: 5060,
        every: 0,
        segments: Array.from({ length: 30 }, () => request('REGISTER')),
        gap: 10,
      });
      const arrivals = await lab().delivered();
      return arrivals.reduce((sum, { kind, bytes }) => sum + (kind === 'segment' ? bytes : 0), 0);
    };
    const before = await got();
    await exchange(lab(), flood(bots));
    const during = await got();
    expect(before).toBeGreaterThan(during);
  });
});
