import { link } from '../../../src/host/lab/link.js';
import { describeBackends } from '../../packets/kernel.js';
import { payload, sipResponse } from '../../packets/sip.js';
import { isBanned, protect, request } from '../scenario.js';
import { answering, ask, askOverTcp, isIn, members } from './answers.js';

/** Bans after few refusals, so that the limits on REGISTER do not come first. */
const policy = `
vosguard: 1
target: { platform: debian12 }
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers: { share: first-come, limits: { REGISTER: 100/s burst 100, INVITE: 100/s burst 100 } }
  bans: { challenged: { over: 1/min burst 20, for: 3m }, refused: { over: 1/min burst 4, for: 3m } }
`;

const fresh = [(n: number) => `192.0.2.${n}`, (n: number) => `2001:db8:66:${n.toString(16)}::1`] as const;
const times = (count: number, method: string) => Array<string>(count).fill(method);

describeBackends('refusals', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));
  const banned = (address: string) => isBanned(lab(), backend, address);

  test.each([
    [401, 20, 'REGISTER'],
    [407, 20, 'INVITE'],
    [403, 4, 'REGISTER'],
    [404, 4, 'INVITE'],
  ])('of %d: %d are borne, one more bans', async (status, most, method) => {
    await answering(lab(), status);
    for (const address of fresh) {
      const from = address(status - 300);
      expect(await ask(lab(), from, times(most, method))).toBe(most);
      expect(await banned(from)).toBe(false);
      expect(await ask(lab(), from, times(1, method))).toBe(1);
      expect(await banned(from)).toBe(true);
    }
  });

  test('are counted over TCP', async () => {
    await answering(lab(), 403);
    for (const address of fresh) {
      await askOverTcp(
        lab(),
        address(20),
        times(4, 'REGISTER').map((method) => request(method)),
      );
      expect(await banned(address(20))).toBe(false);
      await askOverTcp(lab(), address(20), [request('REGISTER')]);
      expect(await banned(address(20))).toBe(true);
    }
  });

  test('other answers ban nobody', async () => {
    for (const address of fresh) {
      for (const status of [400, 480, 486, 500, 503]) {
        await answering(lab(), status);
        await ask(lab(), address(21), times(10, 'REGISTER'));
      }
      expect(await banned(address(21))).toBe(false);
    }
  });

  test('of a known source are not counted', async () => {
    for (const address of fresh) {
      await answering(lab(), 200);
      await ask(lab(), address(22), ['REGISTER']);
      await answering(lab(), 403);
      await ask(lab(), address(22), times(30, 'REGISTER'));
      expect(await banned(address(22))).toBe(false);
    }
  });

  test('an office of fifty phones behind one address is challenged, and then let in', async () => {
    await protect(lab(), backend, `${policy.replace('burst 20', 'burst 60')}`);
    for (const address of fresh) {
      await answering(lab(), 401);
      expect(await ask(lab(), address(23), times(50, 'REGISTER'))).toBe(50);
      expect(await banned(address(23))).toBe(false);
      await answering(lab(), 200);
      await ask(lab(), address(23), times(50, 'REGISTER'));
      expect(await isIn(lab(), backend, 'known', address(23))).toBe(true);
    }
  });

  test.each([
    [link.switch.ipv4, '192.0.2.24'],
    [link.switch.ipv6, '2001:db8:66:24::1'],
  ])('that a forged Via sends from %s to a third party ban nobody', async (near, victim) => {
    await lab().clear();
    await lab().world.listen({ addresses: [victim], udp: [5060] });
    const payloads = [403, 404].map((status) => payload(sipResponse(status)));
    await lab().switch.send({ from: near, to: victim, toPort: 5060, payloads, count: 20, every: 1 });
    expect(await lab().world.arrivals()).toHaveLength(20);
    expect(await banned(victim)).toBe(false);
  });
});

describeBackends('a 200', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy));

  test('pardons: the ban goes at once, and the source is known', async () => {
    for (const address of fresh) {
      const from = address(30);
      await answering(lab(), 403);
      await ask(lab(), from, times(5, 'REGISTER'));
      expect(await isBanned(lab(), backend, from)).toBe(true);
      await answering(lab(), 200);
      // A parole lets this one through.
      expect(await ask(lab(), from, ['REGISTER'])).toBe(1);
      expect(await isBanned(lab(), backend, from)).toBe(false);
      expect(await isIn(lab(), backend, 'known', from)).toBe(true);
    }
    expect(await members(lab(), backend, 'banned')).toEqual([]);
  });
});

/** Bans of two seconds by UDP, so that somebody can come back. */
const growing = `
vosguard: 1
target: { platform: debian12 }
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers: { share: first-come, limits: { REGISTER: 100/s burst 100, INVITE: 100/s burst 100 } }
  bans:
    flood: { over: 1/min burst 2, for: 2s }
    challenged: { over: 1/min burst 2, for: 2s }
    refused: { over: 1/min burst 2, for: 2s }
    again: { for: [1m, 1h], within: 2h }
`;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describeBackends('a ban of who comes back', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, growing));
  const banned = (address: string) => isBanned(lab(), backend, address);

  test('is longer by answers, over UDP and TCP; never by what datagrams show, which can be forged', async () => {
    const [guesses, asks, floods] = [40, 41, 42];
    const all = fresh.flatMap((address) => [guesses, asks, floods].map(address));
    const give = async (count: number) => {
      await answering(lab(), 401);
      for (const address of fresh) {
        await ask(lab(), address(guesses), times(count, 'REGISTER'));
        await askOverTcp(
          lab(),
          address(asks),
          times(count, 'REGISTER').map((method) => request(method)),
        );
        await ask(lab(), address(floods), times(count + 2, 'SUBSCRIBE'));
      }
    };
    const those = async () => {
      const found = [];
      for (const one of all) if (await banned(one)) found.push(one);
      return found;
    };
    await give(3);
    expect(await those()).not.toEqual([]);
    await pause(4000);
    expect(await those()).toEqual([]);
    // The counts are full still.
    await give(2);
    await pause(4000);
    expect(await those()).toEqual(
      all.filter((one) => !fresh.map((address) => address(floods)).includes(one)),
    );
  });
});
