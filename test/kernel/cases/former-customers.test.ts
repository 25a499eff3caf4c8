import { setTimeout } from 'node:timers/promises';
import { describeBackends } from '../../packets/kernel.js';
import { askAll, members } from '../answers/answers.js';
import { protect, sourceOf } from '../scenario.js';
import { answering } from './conversation.js';

const remembered = (seconds: number): string => `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { known: { remember: ${seconds}s } }
`;

describeBackends('a former customer', (backend, lab) => {
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
    const saying = (who: readonly string[], ...methods: string[]) => who.map((from) => ({ from, methods }));
    const knownOf = async (who: readonly string[]) => {
      const known = await members(lab(), backend, 'known');
      return who.filter((from) => known.includes(sourceOf(from)));
    };
    const formerOnes = all.map(({ from }) => from);
    await askAll(lab(), saying([...formerOnes, ...customers, ...busy], 'REGISTER'));
    expect(await knownOf(formerOnes)).toEqual(formerOnes);
    const refusing = { REGISTER: 403, INVITE: 404, OPTIONS: 200, SUBSCRIBE: 200, MESSAGE: 200, CANCEL: 200 };
    // All at once: a round must stay shorter than the memory on a busy machine too.
    const end = Date.now() + 6_500;
    while (Date.now() < end) {
      await answering(lab(), refusing);
      await askAll(lab(), all);
      await answering(lab(), { REGISTER: 200 });
      await askAll(lab(), saying(customers, 'REGISTER'));
      await answering(lab(), 200);
      for (const method of ['OPTIONS', 'SUBSCRIBE', 'REGISTER', 'OPTIONS'])
        await askAll(lab(), saying(busy, method));
      await setTimeout(300);
    }
    expect(await knownOf(formerOnes)).toEqual([]);
    expect(await knownOf([...customers, ...busy])).toEqual([...customers, ...busy]);
  });
});
