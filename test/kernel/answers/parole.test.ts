import { describeBackends } from '../../packets/kernel.js';
import { count, tally } from '../../packets/tally.js';
import { exchange, expectBucket, isBanned, perMinute, protect, request } from '../scenario.js';
import { answering, isIn } from './answers.js';

/** Three refused packets ban for an hour: what a forger does to a customer in no time. */
const policy = `
vosguard: 1
target: { platform: debian12 }
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  ports: { encrypted: [5070] }
  bans: { flood: { over: 1/min burst 2, for: 1h } }
`;
const rows = [
  { victim: '192.0.2.40', caller: '192.0.2.41' },
  { victim: '2001:db8:66:40::1', caller: '2001:db8:66:41::1' },
] as const;

describeBackends('a forged ban', (backend, lab) => {
  beforeAll(() => protect(lab(), backend, policy, { udp: [5060, 5070], tcp: [5060, 5070] }));
  const forge = (from: string) =>
    exchange(lab(), { from, payloads: [request('SUBSCRIBE')], count: 10, every: 1 });

  test.each(rows)('leaves a trickle of REGISTER, and nothing else: $victim', async ({ victim: from }) => {
    await forge(from);
    expect(await isBanned(lab(), backend, from)).toBe(true);
    const payloads = ['INVITE', 'REGISTER', 'BYE', 'ACK'].map((method) => request(method));
    const { sent, delivered } = await exchange(lab(), { from, payloads, count: 80, every: 5 });
    expect([...tally(delivered, 'word').keys()]).toEqual(['REGISTER']);
    const registers = (sent[0]?.times ?? []).filter((_, index) => index % 4 === 1);
    expectBucket(delivered.length, { times: registers, slip: sent[0]?.slip ?? 0 }, perMinute(12, 2));
  });

  test.each(rows)('ends with the registration: $caller', async ({ caller: from }) => {
    await forge(from);
    await answering(lab(), 401);
    const register = { from, payloads: [request('REGISTER')], count: 1, every: 0 };
    expect((await exchange(lab(), register)).delivered).toHaveLength(1);
    await answering(lab(), 200);
    expect((await exchange(lab(), register)).delivered).toHaveLength(1);
    await lab().answers();
    expect(await isBanned(lab(), backend, from)).toBe(false);
    expect(await isIn(lab(), backend, 'known', from)).toBe(true);
    const calls = { from, payloads: [request('INVITE'), request('BYE')], count: 20, every: 1 };
    expect((await exchange(lab(), calls)).delivered).toHaveLength(20);
    await answering(lab(), 'nothing');
  });

  test.each(rows)('does not hold over TCP, where nobody forges: $victim', async ({ victim }) => {
    const from = victim.replace(/40/, '42');
    await forge(from);
    await lab().clear();
    const segments = [request('REGISTER'), request('INVITE')];
    const once = { from: [from], toPort: 5060, every: 0, segments, gap: 30, hold: true };
    expect(await lab().world.connect(once)).toEqual([{ from, outcome: 'connected' }]);
    const delivered = (await lab().delivered()).filter(({ kind }) => kind === 'segment');
    expect([...tally(delivered, 'word').keys()]).toEqual(['REGISTER', 'INVITE']);
    expect(await isBanned(lab(), backend, from)).toBe(true);
  });

  test.each(rows)(
    'nor on encrypted TCP ports; on encrypted UDP there is no trickle: $victim',
    async ({ victim }) => {
      const from = victim.replace(/40/, '43');
      await forge(from);
      const sealed = { from, toPort: 5070, payloads: [request('REGISTER')], count: 20, every: 1 };
      expect((await exchange(lab(), sealed)).delivered).toEqual([]);
      await lab().clear();
      const many = Array<string>(30).fill(request('REGISTER'));
      await lab().world.connect({ from: [from], toPort: 5070, every: 0, segments: many, gap: 5, hold: true });
      const segments = count(await lab().delivered(), { from, kind: 'segment' });
      expect(segments).toBeGreaterThan(12);
    },
  );
});
