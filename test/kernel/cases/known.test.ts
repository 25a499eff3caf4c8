import { setTimeout } from 'node:timers/promises';
import { link } from '../../../src/host/lab/link.js';
import { addresses } from '../../packets/addresses.js';
import { frame, udpPacket } from '../../packets/frames.js';
import { describeBackends } from '../../packets/kernel.js';
import { sipRequest } from '../../packets/sip.js';
import { ask } from '../answers/answers.js';
import { exchange, request } from '../scenario.js';
import { answering, behindMinimum, howMany } from './conversation.js';

const families = [
  {
    family: 'IPv4',
    near: link.switch.ipv4,
    forged: addresses('192.0.2.1', 3),
    others: addresses('192.0.2.11', 3),
  },
  {
    family: 'IPv6',
    near: link.switch.ipv6,
    forged: addresses('2001:db8:1::1', 3, 1n << 64n),
    others: addresses('2001:db8:2::1', 3, 1n << 64n),
  },
] as const;

/** More than one table of ports holds, of the known sources that a forger names. */
const PORTS = 7_000;

describeBackends('known customers', (backend, lab) => {
  test.each(families)(
    'are served while REGISTERs come in the name of three of them from all ports, $family',
    async ({ near, forged, others }) => {
      await behindMinimum(lab(), backend, { REGISTER: 200 });
      for (const from of [...forged, ...others]) await ask(lab(), from, ['REGISTER']);
      expect(await howMany(lab(), backend, 'known')).toBe(6);
      await answering(lab(), 'nothing');
      const payload = sipRequest({ method: 'REGISTER' });
      const frames = Array.from({ length: 3 * PORTS }, (_, index) => {
        const source = forged[index % 3] ?? '';
        const ports = { sourcePort: 1024 + Math.floor(index / 3), destinationPort: 5060 };
        return frame(udpPacket({ source, destination: near, ...ports, payload })).toString('base64');
      });
      const flood = lab().world.frames({ frames, every: 0 });
      const rounds = [];
      for (let round = 0; round < 3; round++) {
        const stream = { from: others, payloads: [request('REGISTER')], count: 3, every: 20 };
        const { delivered } = await exchange(lab(), { ...stream, fromPorts: [6001 + round] });
        rounds.push(delivered.filter(({ from }) => others.includes(from)).length);
        await setTimeout(100);
      }
      await flood;
      const { delivered } = await exchange(lab(), {
        from: others,
        fromPorts: [6010],
        payloads: [request('REGISTER')],
        count: 9,
        every: 20,
      });
      expect([...rounds, delivered.length]).toEqual([3, 3, 3, 9]);
    },
  );
});
