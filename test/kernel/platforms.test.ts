import { setTimeout } from 'node:timers/promises';
import { link } from '../../src/host/lab/link.js';
import type { Backend } from '../../src/host/lab/load.js';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipRequest, sipResponse } from '../packets/sip.js';
import { count } from '../packets/tally.js';
import { compileFor } from '../platforms/compile-for.js';
import { crafted, craftedForms, sendPackets } from './crafted.js';
import { differingExamples } from './examples.js';
import { bannedSources, exchange, protect, request } from './scenario.js';

/**
 * The rows whose text differs (`test/platforms/golden.test.ts` shows which rows are the same). A current kernel and
 * iptables 1.8 take the words of 1.4.21 and 1.4.7, and nft those of 0.9.3, so what those files do can be seen here; how the
 * old tools and kernels were tried is in `docs/platforms.md`.
 */
const rows: Readonly<Record<Backend, readonly string[]>> = {
  nftables: ['generic', 'debian12'],
  'iptables-nft': ['centos6', 'centos7', 'el9', 'debian12'],
  'iptables-legacy': ['centos6', 'centos7', 'el9', 'debian12'],
};
/** Those with iptables 1.8 or nft 1.0 are what all other kernel tests are about. */
const old: Readonly<Record<Backend, readonly string[]>> = {
  nftables: ['el8'],
  'iptables-nft': ['centos6', 'el9'],
  'iptables-legacy': ['centos6', 'centos7', 'el9'],
};

const policy = (platform: string) => `
vosguard: 1
target: { platform: ${platform} }
trusted: [203.0.113.10, "2001:db8:7::/48"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
signatures: { use: [], add: [{ id: dialer, header: User-Agent, begins: BadDialer }] }
sip:
  strangers: { limits: { REGISTER: 1/min burst 3, OPTIONS: drop }, connections: { udp: 10 } }
  bans: { flood: { over: 1/min burst 5, for: 2s }, signature: 10m }
`;

const families = [
  { family: 4, peer: '203.0.113.10', phone: '192.0.2.1', flooder: '192.0.2.66', gateway: '192.0.2.17', near: link.switch.ipv4 },
  { family: 6, peer: '2001:db8:7::10', phone: '2001:db8:5::1', flooder: '2001:db8:66::1', gateway: '2001:db8:17::1', near: link.switch.ipv6 },
] as const; // biome-ignore format: one line a family

const stream = (from: string, method: string, amount: number) => ({
  from,
  payloads: [request(method)],
  count: amount,
  every: 1,
});

describeBackends('rows of platforms', (backend, lab) => {
  const cases = rows[backend].flatMap((platform) =>
    differingExamples.map((example) => ({ platform, example })),
  );

  test.each(cases)('$example for $platform loads, and again', async ({ platform, example }) => {
    const { artifacts } = compileFor(platform, example);
    await lab().reset();
    await lab().load(backend, artifacts);
    await lab().reload(backend, artifacts);
  });

  for (const platform of old[backend])
    describe(platform, () => {
      /** ip6tables 1.4.7 has no sets: nothing is learned there (VG422). */
      const learning = families.filter(({ family }) => family === 4 || platform !== 'centos6');
      const learned = (from: string) =>
        learning.some(({ flooder, gateway }) => from === flooder || from === gateway);
      beforeEach(() => protect(lab(), backend, policy(platform)));

      test('limits strangers, leaves the trusted alone, bans a flood for its time', async () => {
        const streams = families.flatMap(({ peer, phone, flooder }) => [
          stream(peer, 'REGISTER', 50),
          stream(phone, 'REGISTER', 20),
          stream(flooder, 'OPTIONS', 20),
        ]);
        const { delivered } = await exchange(lab(), ...streams);
        expect(streams.map(({ from }) => count(delivered, { from }))).toEqual([50, 3, 0, 50, 3, 0]);
        const flooders = families.map(({ flooder }) => stream(flooder, 'REGISTER', 2));
        expect(await bannedSources(lab(), backend)).toHaveLength(2 * learning.length);
        await setTimeout(2700);
        expect(await bannedSources(lab(), backend)).toEqual([]);
        expect((await exchange(lab(), ...flooders)).delivered).toHaveLength(4);
      });

      test('a scanner by name delivers nothing, and is banned where bans are', async () => {
        const payloads = [request('REGISTER', { userAgent: 'BadDialer/1' })];
        const scanners = families.map(({ flooder }) => ({ from: flooder, payloads, count: 2, every: 1 }));
        expect((await exchange(lab(), ...scanners)).delivered).toEqual([]);
        for (const { flooder } of families) {
          const { delivered } = await exchange(lab(), stream(flooder, 'INVITE', 1));
          expect(delivered).toHaveLength(learned(flooder) ? 0 : 1);
        }
      });

      test('no fragment, option or extension header hides a method', async () => {
        const forms = families.flatMap(({ family, phone }) =>
          craftedForms[family === 4 ? 'IPv4' : 'IPv6'].map((form) => [form, phone] as const),
        );
        const packets = forms.flatMap(([form, phone], n) =>
          crafted(form, phone, sipRequest({ method: 'OPTIONS' }), n + 1),
        );
        await sendPackets(lab().world, packets);
        expect(await lab().delivered()).toEqual([]);
      });

      test('a gateway that was called may answer, where that is learned', async () => {
        for (const { gateway, near } of families) {
          const answers = { from: gateway, payloads: [payload(sipResponse(200))], count: 5, every: 1 };
          expect((await exchange(lab(), answers)).delivered).toEqual([]);
          await lab().world.listen({ addresses: [gateway], udp: [5060] });
          const call = { from: near, fromPorts: [5060], to: gateway, toPort: 5060, count: 2, every: 1 };
          await lab().switch.send({ ...call, payloads: [request('INVITE')] });
          expect((await exchange(lab(), answers)).delivered).toHaveLength(learned(gateway) ? 5 : 0);
        }
      });
    });
});
