import { setTimeout } from 'node:timers/promises';
import { counters } from '../../../src/host/lab/readback.js';
import { sources } from '../../packets/addresses.js';
import { describeBackends } from '../../packets/kernel.js';
import { exchange, protect, request } from '../scenario.js';
import { answering, ask, isIn } from './answers.js';

const policy = (learn: string): string => `
vosguard: 1
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  learn: ${learn}
  strangers:
    connections: { per_subnet: 1000 }
    together: { REGISTER: 1/min burst 5, INVITE: 1/min burst 5, other: 1/min burst 5 }
`;

/** Forty quiet strangers of each family, each with one request. */
const crowd = (first: string) => ({
  from: sources(first, 40),
  payloads: [request('REGISTER')],
  count: 40,
  every: 1,
});
const crowds = [crowd('192.0.2.50'), crowd('2001:db8:50::1')];

describeBackends('sip.learn', (backend, lab) => {
  test('no lane refuses anything: the caps, the limits of a source and what is dropped only count', async () => {
    await protect(lab(), backend, policy('1h'));
    expect((await exchange(lab(), ...crowds)).delivered).toHaveLength(80);
    const counted = (await counters(lab().switch, backend)).get(
      'strangers.REGISTER.learning.together.REGISTER.would',
    );
    // One bucket serves both families in nftables, and each has its own in iptables.
    expect(counted?.packets).toBe(backend === 'nftables' ? 75 : 70);
    const options = { from: '192.0.2.101', payloads: [request('OPTIONS')], count: 5, every: 1 };
    const flood = { from: '192.0.2.102', payloads: [request('REGISTER')], count: 30, every: 1 };
    expect((await exchange(lab(), options, flood)).delivered).toHaveLength(35);
  });

  test('customers become known meanwhile', async () => {
    await answering(lab(), 200);
    for (const from of ['192.0.2.103', '2001:db8:103::1']) {
      await ask(lab(), from, ['REGISTER']);
      expect(await isIn(lab(), backend, 'known', from)).toBe(true);
    }
  });

  test('when its time is over the caps hold, by the clock of the kernel', async () => {
    await protect(lab(), backend, policy('2s'));
    expect((await exchange(lab(), ...crowds)).delivered).toHaveLength(80);
    await setTimeout(3200);
    const { delivered } = await exchange(lab(), ...crowds);
    expect(delivered.length).toBeLessThan(5);
  });
});
