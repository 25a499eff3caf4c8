import { sources } from '../../packets/addresses.js';
import { describeBackends } from '../../packets/kernel.js';
import { tally } from '../../packets/tally.js';
import { exchange, protect, request } from '../scenario.js';
import { answering, type Learned, members } from './answers.js';

const most = 8;
const many = 20;

const policy = (size: 'known' | 'asked'): string => `
vosguard: 1
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  sizes: { ${size}: ${most} }
  strangers: { limits: { all: null }, per_subnet: null, connections: null }
`;

describeBackends('a full set', (backend, lab) => {
  const inSet = async (set: Learned, first: string): Promise<number> =>
    (await members(lab(), backend, set)).filter((one) => one.includes(':') === first.includes(':')).length;
  const send = (first: string, method: string) =>
    exchange(lab(), { from: sources(first, many), payloads: [request(method)], count: many, every: 1 });

  describe.each(['192.0.2.50', '2001:db8:50::1'])('of sources from %s', (first) => {
    test.each([
      ['asked', 'REGISTER'],
      ['ringing', 'INVITE'],
    ] as const)('%s: every %s passes, and only whom it holds can become known', async (set, method) => {
      await protect(lab(), backend, policy('asked'));
      expect((await send(first, method)).delivered).toHaveLength(many);
      expect(await inSet(set, first)).toBe(most);
      await answering(lab(), 200);
      await send(first, method);
      await lab().answers();
      expect(await inSet('known', first)).toBe(most);
    });

    test('what is waited for, and taint behind it: what cannot be marked is refused', async () => {
      await protect(lab(), backend, policy('asked'));
      const { delivered } = await send(first, 'CANCEL');
      // xt_hashlimit drops what its table of those that come at once does not take.
      const behind = backend === 'nftables' ? most : 0;
      expect(tally(delivered, 'from').size).toBe(most + behind);
      expect(await inSet('taint', first)).toBe(behind);
    });

    test('known: the others stay strangers, neither shut out nor let in', async () => {
      await protect(lab(), backend, policy('known'));
      await answering(lab(), 200);
      expect((await send(first, 'REGISTER')).delivered).toHaveLength(many);
      await lab().answers();
      expect(await inSet('known', first)).toBe(most);
      await answering(lab(), 'nothing');
      const { delivered } = await send(first, 'OPTIONS');
      expect(tally(delivered, 'from').size).toBe(most);
      expect((await send(first, 'REGISTER')).delivered).toHaveLength(many);
    });
  });
});
