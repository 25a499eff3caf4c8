import { describeBackends } from '../packets/kernel.js';
import { count } from '../packets/tally.js';
import { exchange, expectBucket, perMinute, protect, request, together } from './scenario.js';

const limited = (register: string): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: ${register}, all: null } }, bans: { flood: null } }
`;

/** How many of these packets find fewer than `most` that passed in the `span` ms before them. */
function sliding(times: readonly number[], most: number, span: number): number {
  const passed: number[] = [];
  for (const time of times) if (passed.filter((at) => time - at < span).length < most) passed.push(time);
  return passed.length;
}

/** How far (ms) the kernel's look at its clock may be from the time of sending. */
const SLACK = 60;

describeBackends('a window of 3 in 2 s', (backend, lab) => {
  test('`bucket` refills over the time; `recent` slides in iptables and is a bucket in nftables', async () => {
    const limits = '{ window: 3 in 2s, engine: recent }, INVITE: { window: 3 in 2s }';
    await protect(lab(), backend, limited(limits));
    const plan = ['192.0.2.1', '2001:db8::1'].flatMap((from) =>
      (['REGISTER', 'INVITE'] as const).map((method) => ({ from, method })),
    );
    const streams = plan.flatMap(({ from, method }) => {
      const stream = { from, payloads: [request(method)], every: 10 };
      return [
        { ...stream, count: 2 },
        { ...stream, count: 8, after: 1000 },
        { ...stream, count: 8, after: 2500 },
      ];
    });
    const { sent, delivered } = await exchange(lab(), ...streams);
    for (const [index, { from, method }] of plan.entries()) {
      const own = sent.slice(index * 3, index * 3 + 3);
      const passed = count(delivered, { from, word: method });
      if (method === 'REGISTER' && backend !== 'nftables') {
        const times = own.flatMap((stream) => stream.times);
        const bounds = [2000 - SLACK, 2000 + SLACK].map((span) => sliding(times, 3, span));
        expect(passed).toBeGreaterThanOrEqual(Math.min(...bounds));
        expect(passed).toBeLessThanOrEqual(Math.max(...bounds));
      } else expectBucket(passed, together(own), perMinute(90, 3));
    }
  });
});
