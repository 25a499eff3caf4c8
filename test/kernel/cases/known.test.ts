import { setTimeout } from 'node:timers/promises';
import { link } from '../../../src/host/lab/link.js';
import { addresses } from '../../packets/addresses.js';
import { frame, udpPacket } from '../../packets/frames.js';
import { describeBackends } from '../../packets/kernel.js';
import { sipRequest } from '../../packets/sip.js';
import { tally } from '../../packets/tally.js';
import { ask, isIn } from '../answers/answers.js';
import { exchange, protect, request } from '../scenario.js';
import { answering, behindMinimum, howMany, loadMinimum } from './conversation.js';

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

describeBackends('busy trunks', (backend, lab) => {
  /** Eight calls a second of each, which end as others begin. */
  const calls = ['BYE', 'INVITE', 'ACK'].map((method) => request(method));

  test.each([
    ['IPv4', addresses('192.0.2.1', 5)],
    ['IPv6', addresses('2001:db8:1::1', 5, 1n << 64n)],
  ])(
    'whose calls go on while the rules are loaded are all known by their first answered call, %s',
    async (_, trunks) => {
      await lab().reset();
      await answering(lab(), { INVITE: 200, BYE: 200 });
      const traffic = lab().world.send({
        from: trunks,
        toPort: 5060,
        payloads: calls.flatMap((call) => Array<string>(trunks.length).fill(call)),
        count: 600,
        every: 1_000 / (trunks.length * 24),
      });
      await setTimeout(1_500);
      await loadMinimum(lab(), backend);
      await traffic;
      expect(await howMany(lab(), backend, 'known')).toBe(5);
      // Nothing of it was refused before or behind that: 600 packets, 120 of each.
      const arrived = await lab().delivered();
      expect([...tally(arrived, 'from').values()]).toEqual([120, 120, 120, 120, 120]);
    },
  );
});

const remembered = (seconds: number): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { known: { remember: ${seconds}s } }
`;

describeBackends('a former customer', (backend, lab) => {
  const isKnown = (address: string) => isIn(lab(), backend, 'known', address);

  const each = (n: number) => [`192.0.2.${n}`, `2001:db8:66:${n}::1`];
  /** What each still sends, again and again; the switch refuses his REGISTER and INVITE and answers everything else. */
  const former = [
    ['REGISTER', 'OPTIONS'],
    ['OPTIONS', 'REGISTER'],
    ['INVITE', 'OPTIONS'],
    ['INVITE', 'SUBSCRIBE', 'REGISTER', 'MESSAGE'],
    ['REGISTER', 'INVITE', 'CANCEL'],
  ];

  test('whose OPTIONS and the like are answered still is forgotten; whose REGISTER is, stays', async () => {
    await protect(lab(), backend, remembered(5), { answer: 200 });
    const customers = each(99);
    const all = former.flatMap((methods, index) => each(index + 1).map((from) => ({ from, methods })));
    const known = async () => {
      const found = [];
      for (const { from } of all) if (await isKnown(from)) found.push(from);
      return found;
    };
    for (const { from } of all) await ask(lab(), from, ['REGISTER']);
    for (const from of customers) await ask(lab(), from, ['REGISTER']);
    expect(await known()).toHaveLength(all.length);
    const refusing = { REGISTER: 403, INVITE: 404, OPTIONS: 200, SUBSCRIBE: 200, MESSAGE: 200, CANCEL: 200 };
    const end = Date.now() + 6_500;
    while (Date.now() < end) {
      await answering(lab(), refusing);
      for (const { from, methods } of all) await ask(lab(), from, methods);
      await answering(lab(), { REGISTER: 200 });
      for (const from of customers) await ask(lab(), from, ['REGISTER']);
      await setTimeout(300);
    }
    expect(await known()).toEqual([]);
    for (const from of customers) expect([from, await isKnown(from)]).toEqual([from, true]);
  });
});
