import type { Arrival } from '../../../src/host/lab/protocol.js';
import { describeBackends } from '../../packets/kernel.js';
import { payload, sipRequest } from '../../packets/sip.js';
import { count } from '../../packets/tally.js';
import { exchange, expectBucket, isBanned, perSecond, protect, request } from '../scenario.js';
import { answering, ask, askOverTcp, isIn, members } from './answers.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::/48"]
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  known: { limits: { REGISTER: 20/s burst 40, all: 30/s burst 60 } }
  strangers: { together: { REGISTER: 1/min burst 60, INVITE: 1/min burst 60, other: 1/min burst 60 } }
`;

/** A fresh source of each family for every test, so that none inherits what another has learned. */
const fresh = [(n: number) => `192.0.2.${n}`, (n: number) => `2001:db8:66:${n.toString(16)}::1`] as const;

describeBackends('a 200', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));
  const isKnown = (address: string) => isIn(lab(), backend, 'known', address);

  test.each([
    ['REGISTER', ['REGISTER']],
    ['INVITE', ['INVITE']],
    ['a challenge before it', ['REGISTER', 'REGISTER', 'REGISTER']],
  ])('to %s teaches', async (_, methods) => {
    await answering(lab(), 200);
    for (const address of fresh) {
      const from = address(100 + methods.length + (methods[0] === 'INVITE' ? 10 : 0));
      expect(await ask(lab(), from, methods)).toBe(methods.length);
      expect(await isKnown(from)).toBe(true);
    }
  });

  test.each([
    ['a 401', 401],
    ['a 404', 404],
    ['a 183', 183],
    ['a 202', 202],
    ['silence', 'nothing'],
  ] as const)('%s does not', async (_, answer) => {
    await answering(lab(), answer);
    for (const address of fresh) {
      const from = address(typeof answer === 'number' ? answer % 100 : 120);
      await ask(lab(), from, ['REGISTER', 'INVITE']);
      expect(await isKnown(from)).toBe(false);
      expect(await isIn(lab(), backend, 'asked', from)).toBe(true);
      expect(await isIn(lab(), backend, 'ringing', from)).toBe(true);
    }
  });

  test('to anything else that a stranger may send does not, not even beside a REGISTER', async () => {
    await answering(lab(), { CANCEL: 200, UPDATE: 200, PRACK: 200, REGISTER: 401, INVITE: 404 });
    const orders = [
      ['CANCEL'],
      ['REGISTER', 'CANCEL'],
      ['CANCEL', 'INVITE'],
      ['INVITE', 'CANCEL'],
      ['UPDATE', 'REGISTER', 'PRACK'],
    ];
    for (const [index, methods] of orders.entries()) {
      for (const address of fresh) {
        const from = address(130 + index);
        expect(await ask(lab(), from, methods)).toBe(methods.length);
        expect(await isKnown(from)).toBe(false);
      }
    }
  });

  test('an ACK or a BYE spoils nothing', async () => {
    await answering(lab(), 200);
    for (const address of fresh) {
      const from = address(140);
      await ask(lab(), from, ['ACK', 'BYE', 'REGISTER', 'ACK']);
      expect(await isKnown(from)).toBe(true);
      expect(await isIn(lab(), backend, 'taint', from)).toBe(false);
    }
  });

  test('that a forged Via sends to a third party teaches nothing', async () => {
    await answering(lab(), { CANCEL: 200, REGISTER: 401 });
    const from = '192.0.2.141';
    const elsewhere = sipRequest({ method: 'CANCEL', rport: false, viaPort: 5099 });
    await lab().clear();
    await lab().world.send({
      from,
      toPort: 5060,
      payloads: [payload(elsewhere), request('REGISTER')],
      count: 2,
      every: 1,
    });
    await lab().answers();
    expect(await isKnown(from)).toBe(false);
  });

  test('a trusted source is in no learned set', async () => {
    await answering(lab(), 200);
    for (const from of ['203.0.113.10', '2001:db8:7::10'])
      await ask(lab(), from, ['REGISTER', 'INVITE', 'BYE', 'OPTIONS']);
    for (const set of ['known', 'asked', 'ringing', 'taint', 'banned'] as const) {
      const all = await members(lab(), backend, set);
      expect(all.filter((one) => one.startsWith('203.0.113.') || one.startsWith('2001:db8:7:'))).toEqual([]);
    }
  });
});

describeBackends('a known source', (backend, lab) => {
  const rows = fresh.map((address) => ({ known: address(20), stranger: address(21) }));
  beforeAll(async () => {
    await protect(lab(), backend, policy);
    await answering(lab(), 200);
    for (const { known } of rows) await ask(lab(), known, ['REGISTER']);
    await answering(lab(), 'nothing');
  });

  test.each(rows)(
    'meets its own limits, outside the common caps and the methods of strangers: $known',
    async ({ known }) => {
      const options = { from: known, payloads: [request('OPTIONS')], count: 200, every: 1 };
      const all = await exchange(lab(), options);
      expectBucket(all.delivered.length, all.sent[0], perSecond(30, 60));
      expect(await isBanned(lab(), backend, known)).toBe(false);
    },
  );

  test('of strangers the same is dropped, and in the end bans', async () => {
    for (const { stranger } of rows) {
      const options = { from: stranger, payloads: [request('SUBSCRIBE')], count: 300, every: 1 };
      expect((await exchange(lab(), options)).delivered).toEqual([]);
      expect(await isBanned(lab(), backend, stranger)).toBe(true);
    }
  });

  test('may have more flows open than a stranger', async () => {
    const { known } = rows[0] ?? { known: '' };
    const fromPorts = Array.from({ length: 25 }, (_, index) => 6000 + index);
    const { delivered } = await exchange(lab(), {
      from: known,
      fromPorts,
      payloads: [request('ACK')],
      count: 25,
      every: 60,
    });
    expect(delivered).toHaveLength(25);
  });

  test.each(rows)(
    'one port that sends too much leaves the others of its address theirs: $known',
    async ({ known }) => {
      await protect(
        lab(),
        backend,
        `${policy}target: { platform: debian12 }\n`.replace(
          'known: {',
          'known: { per_port: { REGISTER: 1/min burst 5 },',
        ),
      );
      await answering(lab(), 200);
      await ask(lab(), known, ['REGISTER']);
      await answering(lab(), 'nothing');
      const register = { from: known, payloads: [request('REGISTER')], every: 1 };
      const flood = { ...register, fromPorts: [6001], count: 60 };
      const phones = { ...register, fromPorts: [6002, 6003, 6004, 6005], count: 16 };
      const { delivered } = await exchange(lab(), flood, phones);
      const ports = [6001, 6002, 6003, 6004, 6005].map((fromPort) =>
        count(delivered, { from: known, fromPort }),
      );
      expect(ports).toEqual([5, 4, 4, 4, 4]);
    },
  );
});

const answered = (arrivals: readonly Arrival[]) =>
  arrivals.flatMap(({ kind, word }) => (kind === 'segment' ? [word] : []));

describeBackends('over TCP', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, `${policy}target: { platform: debian12 }\n`));
  const isKnown = (address: string) => isIn(lab(), backend, 'known', address);

  test('nothing teaches: neither a 200 to REGISTER nor what stands behind it in one segment', async () => {
    for (const [index, answer] of [{ REGISTER: 200 }, { REGISTER: 401, OPTIONS: 200 }].entries()) {
      await answering(lab(), answer);
      for (const address of fresh) {
        const both = sipRequest({ method: 'REGISTER' }) + sipRequest({ method: 'OPTIONS' });
        await askOverTcp(lab(), address(30 + index), [request('REGISTER'), payload(both)]);
        expect(answered(await lab().answers())).not.toEqual([]);
        expect(await isKnown(address(30 + index))).toBe(false);
        expect(await isIn(lab(), backend, 'asked', address(30 + index))).toBe(false);
      }
    }
  });
});
