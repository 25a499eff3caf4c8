import { weekdayNames } from '../../src/net/week.js';
import { compileText } from '../lint-text.js';
import { describeBackends } from '../packets/kernel.js';
import { count } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const WEEK = 7 * 1440;
/** Minutes around now: a test does not take so long. */
const AROUND = 90;

const two = (value: number) => String(value).padStart(2, '0');
const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** The hours around the minute `shift` from now, by a clock that is `ahead` of UTC. */
function when(shift = 0, ahead = 0): string {
  const now = new Date();
  const minute = now.getUTCDay() * 1440 + now.getUTCHours() * 60 + now.getUTCMinutes();
  const start = (minute + shift + ahead - AROUND + 2 * WEEK) % WEEK;
  const hours = `${clock(start % 1440)}-${clock((start + 2 * AROUND) % 1440)}`;
  const zone = `${ahead < 0 ? '-' : '+'}${clock(Math.abs(ahead))}`;
  return `{ hours: "${hours}", days: [${weekdayNames[Math.floor(start / 1440)]}], zone: "${zone}" }`;
}

const DAY = 1440;

const policy = (limit: string) => `
vosguard: 1
target: { platform: debian12 }
services:
  now:     { udp: [9001], when: ${when()} }
  later:   { udp: [9002], when: ${when(6 * 60)} }
  other:   { udp: [9003], when: ${when(3 * DAY)} }
  ahead:   { udp: [9004], when: ${when(0, 330)} }
  behind:  { udp: [9005], when: ${when(0, -660)} }
  elsewhere: { udp: [9006], from: [192.0.2.8/29], when: ${when()} }
sip: { strangers: { limits: { INVITE: { rate: 1/min burst 2, when: ${limit} } } } }
`;

const udp = [9001, 9002, 9003, 9004, 9005, 9006];

describeBackends('hours', (backend, lab) => {
  test.each(['192.0.2.77', '2001:db8:5::7'])(
    'a service is open in its hours and days alone (%s)',
    async (from) => {
      await protect(lab(), backend, policy(when()), { udp });
      const stream = { from, payloads: [request('OPTIONS')], count: 2, every: 1 };
      const { delivered } = await exchange(lab(), ...udp.map((toPort) => ({ ...stream, toPort })));
      expect(udp.map((toPort) => count(delivered, { toPort }))).toEqual([2, 0, 0, 2, 2, 0]);
    },
  );

  test('a limit holds in its hours alone', async () => {
    const calls = { payloads: [request('INVITE')], count: 6, every: 1 };
    await protect(lab(), backend, policy(when()));
    const inside = await exchange(lab(), { ...calls, from: '192.0.2.77' });
    expect(inside.delivered).toHaveLength(2);
    await protect(lab(), backend, policy(when(6 * 60)));
    const outside = await exchange(lab(), { ...calls, from: '192.0.2.77' });
    expect(outside.delivered).toHaveLength(6);
  });

  if (backend === 'nftables')
    test.each(['America/New_York', 'Asia/Kolkata'])(
      'whoever loads the file in the time zone %s',
      async (zone) => {
        await lab().reset();
        await lab().switch.listen({ udp });
        const text = compileText(policy(when())).artifacts.get('nftables.nft') ?? '';
        await lab().switch.run('env', [`TZ=${zone}`, 'nft', '-f', '-'], text);
        const stream = { from: '192.0.2.77', payloads: [request('OPTIONS')], count: 2, every: 1 };
        const { delivered } = await exchange(lab(), ...udp.map((toPort) => ({ ...stream, toPort })));
        expect(udp.map((toPort) => count(delivered, { toPort }))).toEqual([2, 0, 0, 2, 2, 0]);
      },
    );
});
