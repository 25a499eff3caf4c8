import { setTimeout } from 'node:timers/promises';
import { response } from '../../../src/host/lab/agent/answer.js';
import { describeBackends } from '../../packets/kernel.js';
import { payload } from '../../packets/sip.js';
import { protect, request } from '../scenario.js';
import { answering, behindMinimum, connections, howMany, portsOf } from './conversation.js';

const register = Buffer.from(request('REGISTER'), 'base64').toString('latin1');
const sources = ['198.51.100.1', '2001:db8:5::1'];

describeBackends('customers who only speak TCP', (backend, lab) => {
  const segments = async () => (await lab().delivered()).filter(({ kind }) => kind === 'segment');
  /** One phone registers, and the switch lets it in. */
  const served = async (from: string) => {
    await answering(lab(), 200);
    await connections(lab(), [from], [register]);
    await answering(lab(), 401);
  };

  test('eighty phones behind one address are challenged, more often than a guesser may be, and stay', async () => {
    await behindMinimum(lab(), backend, 401);
    for (const from of sources) {
      await served(from);
      await connections(lab(), Array<string>(80).fill(from), [register], { every: 12 });
      await setTimeout(500);
      expect(portsOf(await segments())).toBe(80);
    }
    expect(await howMany(lab(), backend, 'proven')).toBe(0);
  });

  test('forty phones that all write at once are no flood', async () => {
    await behindMinimum(lab(), backend);
    const lamps = Array<string>(8).fill(register.padEnd(1_200));
    for (const from of sources)
      await connections(lab(), Array<string>(40).fill(from), lamps, { every: 0, gap: 1 });
    await setTimeout(500);
    expect(await howMany(lab(), backend, 'proven')).toBe(0);
  });

  test('passwords guessed beside an answer of 200 are answered at a bounded rate, then no more', async () => {
    // Twice ten at once, and one a second.
    const policy = `
vosguard: 1
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { bans: { challenged: { over: 12/min burst 10, for: 3m } } }
`;
    await protect(lab(), backend, policy);
    const one = Buffer.from(payload(response(register, 401)), 'base64').length;
    for (const from of sources) {
      await served(from);
      const begin = Date.now();
      await connections(lab(), [from], Array<string>(70).fill(register), { gap: 24 });
      const seconds = (Date.now() - begin) / 1_000;
      const arrivals = await lab().world.arrivals();
      const answered =
        arrivals.reduce((sum, { kind, bytes }) => sum + (kind === 'segment' ? bytes : 0), 0) / one;
      expect(answered).toBeGreaterThanOrEqual(20);
      expect(answered).toBeLessThanOrEqual(21 + seconds);
    }
    expect(await howMany(lab(), backend, 'proven')).toBe(2);
  });
});
