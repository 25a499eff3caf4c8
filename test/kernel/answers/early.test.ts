import { link } from '../../../src/host/lab/link.js';
import { counters } from '../../../src/host/lab/readback.js';
import { describeBackends, describeKernel } from '../../packets/kernel.js';
import { payload, sipResponse } from '../../packets/sip.js';
import { tally } from '../../packets/tally.js';
import { exchange, isBanned, protect, request } from '../scenario.js';
import { answering, ask, isIn } from './answers.js';

const policy = (devices: string): string => `
vosguard: 1
target: { platform: debian12, ${devices} }
trusted: [203.0.113.10, "2001:db8:66:9::7"]
services: { media: { udp: [10000-39999, 40000-47999] }, ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { bans: { flood: { over: 1/min burst 2, for: 1h } } }
`;

describe.each([
  ['in prerouting', '', 'sip.udp'],
  [`at the device`, `devices: [${link.switch.name}]`, 'hook.ingress'],
] as const)('bans %s', (_, devices, chain) => {
  describeKernel('of nftables', (lab) => {
    beforeAll(() => protect(lab(), 'nftables', policy(devices), { udp: [5060, 20000], answer: 'nothing' }));
    const forge = (from: string) =>
      exchange(lab(), { from, payloads: [request('SUBSCRIBE')], count: 10, every: 1 });
    const dropped = async (rule: string) =>
      (await counters(lab().switch, 'nftables')).get(`${chain}.${rule}`)?.packets;

    test('are met first, REGISTER beyond its trickle and everything else', async () => {
      const from = '192.0.2.70';
      await forge(from);
      const before = (await dropped('banned.early')) ?? 0;
      const flood = { from, payloads: [request('INVITE'), request('REGISTER')], count: 100, every: 1 };
      const media = { from, toPort: 20000, payloads: [request('INVITE')], count: 5, every: 1 };
      const { delivered } = await exchange(lab(), flood, media);
      expect(tally(delivered, 'word')).toEqual(
        new Map([
          ['REGISTER', 2],
          ['INVITE', 5],
        ]),
      );
      expect(await dropped('banned.early')).toBe(before + 50);
      expect(await dropped('banned.REGISTER')).toBeGreaterThanOrEqual(45);
    });

    test('whoever registers during his parole is out of all of it', async () => {
      const from = '192.0.2.71';
      await forge(from);
      await answering(lab(), 200);
      await ask(lab(), from, ['REGISTER']);
      await answering(lab(), 'nothing');
      expect(await isIn(lab(), 'nftables', 'known', from)).toBe(true);
      const calls = { from, payloads: [request('INVITE'), request('REGISTER')], count: 40, every: 1 };
      expect((await exchange(lab(), calls)).delivered).toHaveLength(40);
    });

    test('a trusted address keeps its way in a /64 that is banned', async () => {
      await forge('2001:db8:66:9::8');
      expect(await isBanned(lab(), 'nftables', '2001:db8:66:9::8')).toBe(true);
      const trusted = { from: '2001:db8:66:9::7', payloads: [request('INVITE')], count: 20, every: 1 };
      expect((await exchange(lab(), trusted)).delivered).toHaveLength(20);
    });
  });
});

describeBackends('whom the switch calls', (backend, lab) => {
  const rows = [
    { near: link.switch.ipv4, trunk: '192.0.2.80' },
    { near: link.switch.ipv6, trunk: '2001:db8:80::1' },
  ];
  beforeAll(() => protect(lab(), backend, policy('')));

  test.each(rows)('is pardoned, and not banned as long as he is called: $trunk', async ({ near, trunk }) => {
    const forged = { from: trunk, payloads: [request('SUBSCRIBE')], count: 10, every: 1 };
    await exchange(lab(), forged);
    expect(await isBanned(lab(), backend, trunk)).toBe(true);
    await lab().switch.send({
      from: near,
      to: trunk,
      toPort: 5060,
      payloads: [request('INVITE')],
      count: 1,
      every: 0,
    });
    expect(await isBanned(lab(), backend, trunk)).toBe(false);
    await exchange(lab(), { ...forged, payloads: [request('SUBSCRIBE')] });
    expect(await isBanned(lab(), backend, trunk)).toBe(false);
    const answers = { from: trunk, payloads: [payload(sipResponse(200))], count: 10, every: 1 };
    expect((await exchange(lab(), answers)).delivered).toHaveLength(10);
  });
});
