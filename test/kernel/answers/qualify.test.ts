import { setTimeout } from 'node:timers/promises';
import { link } from '../../../src/host/lab/link.js';
import { describeBackends } from '../../packets/kernel.js';
import { payload, sipResponse } from '../../packets/sip.js';
import { protect, request } from '../scenario.js';
import { answering, ask, isIn } from './answers.js';

/** OPTIONS by the default: the first of a source is dropped, two at once later on. */
const policy = `
vosguard: 1
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
`;

const fresh = [(n: number) => `192.0.2.${n}`, (n: number) => `2001:db8:66:${n.toString(16)}::1`] as const;
const methodsOfCalls = ['CANCEL', 'PRACK', 'UPDATE'];
const near = (address: string) => (address.includes(':') ? link.switch.ipv6 : link.switch.ipv4);

describeBackends('a trunk that qualifies', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));
  const isKnown = (address: string) => isIn(lab(), backend, 'known', address);
  const speaks = (to: string, texts: readonly string[]) =>
    lab().switch.send({
      from: near(to),
      to,
      toPort: 5060,
      payloads: texts,
      count: texts.length,
      every: 1,
    });
  const ok = payload(sipResponse(200));

  test('is known by its next call that is answered, right behind its OPTIONS', async () => {
    await answering(lab(), { OPTIONS: 200, INVITE: 200 });
    for (const address of fresh) {
      expect(await ask(lab(), address(1), ['OPTIONS'])).toBe(0);
      expect(await ask(lab(), address(1), ['OPTIONS'])).toBe(1);
      expect(await isKnown(address(1))).toBe(false);
      expect(await ask(lab(), address(1), ['INVITE'])).toBe(1);
      expect(await isKnown(address(1))).toBe(true);
    }
  });

  test('that the switch calls is, too', async () => {
    await answering(lab(), { OPTIONS: 200, INVITE: 200 });
    for (const address of fresh) await speaks(address(2), [request('INVITE')]);
    for (let time = 0; time < 2; time++) {
      for (const address of fresh) expect(await ask(lab(), address(2), ['OPTIONS'])).toBe(1);
      await setTimeout(1_100);
    }
    for (const address of fresh) {
      expect(await isKnown(address(2))).toBe(false);
      await ask(lab(), address(2), ['INVITE']);
      expect(await isKnown(address(2))).toBe(true);
    }
  });

  test.each(['CANCEL', 'PRACK', 'UPDATE'])(
    'nor does its %s hold up the next call that is answered: a busy trunk sends one always',
    async (method) => {
      await answering(lab(), { [method]: 200, INVITE: 200 });
      for (const [index, address] of fresh.entries()) {
        const from = address(60 + 2 * methodsOfCalls.indexOf(method) + index);
        expect(await ask(lab(), from, [method])).toBe(1);
        expect(await isKnown(from)).toBe(false);
        await ask(lab(), from, ['INVITE']);
        expect([from, await isKnown(from)]).toEqual([from, true]);
      }
    },
  );

  test('a datagram that is too short for a request holds up nothing', async () => {
    await answering(lab(), { REGISTER: 200 });
    for (const address of fresh) {
      const from = address(70);
      await lab().world.send({ from, toPort: 5060, payloads: [payload('jaK\0')], count: 1, every: 1 });
      await ask(lab(), from, ['REGISTER']);
      expect([from, await isKnown(from)]).toEqual([from, true]);
    }
  });

  const orders = [
    ['INVITE', 'OPTIONS'],
    ['REGISTER', 'OPTIONS', 'INVITE'],
    ['OPTIONS', 'OPTIONS', 'INVITE'],
    ['INVITE', 'OPTIONS', 'OPTIONS', 'OPTIONS'],
    ['OPTIONS', 'CANCEL', 'REGISTER', 'OPTIONS'],
    ['CANCEL', 'REGISTER', 'CANCEL', 'INVITE'],
    ['REGISTER', 'CANCEL'],
  ];

  test.each([false, true])(
    'nobody is known by OPTIONS beside what is refused; called: %s',
    async (called) => {
      await answering(lab(), { OPTIONS: 200, CANCEL: 200, INVITE: 403, REGISTER: 401 });
      for (const [index, order] of orders.entries()) {
        for (const address of fresh) {
          const from = address(10 + index + (called ? 10 : 0));
          if (called) await speaks(from, [request('INVITE')]);
          for (let time = 0; time < 3; time++) await ask(lab(), from, time === 0 ? ['OPTIONS'] : order);
          expect([from, order, await isKnown(from)]).toEqual([from, order, false]);
        }
      }
    },
  );

  test.each([
    { called: false, asked: 2 },
    { called: true, asked: 5 },
  ])('nor by $asked that are answered late, one more time than it asked; called: $called', async (row) => {
    await answering(lab(), 'nothing');
    for (const address of fresh) {
      const from = address(100 + row.asked);
      if (row.called) await speaks(from, [request('INVITE')]);
      await ask(lab(), from, ['OPTIONS']);
      await ask(lab(), from, ['INVITE', 'REGISTER', ...Array<string>(row.asked).fill('OPTIONS'), 'INVITE']);
      await speaks(from, Array<string>(row.asked + 1).fill(ok));
      expect([from, await isKnown(from)]).toEqual([from, false]);
    }
  });
});
