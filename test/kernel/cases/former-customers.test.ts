import { setTimeout } from 'node:timers/promises';
import { describeBackends } from '../../packets/kernel.js';
import { ask, isIn } from '../answers/answers.js';
import { protect } from '../scenario.js';
import { answering } from './conversation.js';

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
    // Many accounts, or lamps: something of it is always waiting for its answer, or has just had it.
    const busy = each(98);
    const all = former.flatMap((methods, index) => each(index + 1).map((from) => ({ from, methods })));
    const known = async () => {
      const found = [];
      for (const { from } of all) if (await isKnown(from)) found.push(from);
      return found;
    };
    for (const { from } of all) await ask(lab(), from, ['REGISTER']);
    for (const from of [...customers, ...busy]) await ask(lab(), from, ['REGISTER']);
    expect(await known()).toHaveLength(all.length);
    const refusing = { REGISTER: 403, INVITE: 404, OPTIONS: 200, SUBSCRIBE: 200, MESSAGE: 200, CANCEL: 200 };
    const end = Date.now() + 6_500;
    while (Date.now() < end) {
      await answering(lab(), refusing);
      for (const { from, methods } of all) await ask(lab(), from, methods);
      await answering(lab(), { REGISTER: 200 });
      for (const from of customers) await ask(lab(), from, ['REGISTER']);
      await answering(lab(), 200);
      for (const method of ['OPTIONS', 'SUBSCRIBE', 'REGISTER', 'OPTIONS'])
        for (const from of busy) await ask(lab(), from, [method]);
      await setTimeout(300);
    }
    expect(await known()).toEqual([]);
    for (const from of [...customers, ...busy]) expect([from, await isKnown(from)]).toEqual([from, true]);
  });
});
