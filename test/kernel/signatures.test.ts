import { counters } from '../../src/host/lab/readback.js';
import { addresses } from '../packets/addresses.js';
import { describeBackends, describeKernel } from '../packets/kernel.js';
import { sipRequest } from '../packets/sip.js';
import { count } from '../packets/tally.js';
import { cut, sendPackets } from './crafted.js';
import { bannedSources, exchange, expectBucket, perSecond, protect, request } from './scenario.js';
import { anyKind, clean, policy, signs } from './signs.js';

const number = Object.keys(signs).length;
const scanners = [...addresses('192.0.2.16', number), ...addresses('2001:db8:100::1', number, 1n << 80n)];
const trusted = ['203.0.113.5', '2001:db8:7::5'];

describeBackends('a signature', (backend, lab) => {
  describe('bans', () => {
    beforeAll(() => protect(lab(), backend, policy));

    /** Drops of banned sources, sooner or later on their way. */
    const hits = async (): Promise<number> => {
      const all = await counters(lab().switch, backend);
      const rules = ['sip.udp.banned.early', 'sip.udp.banned.REGISTER', 'banned.udp.drop'];
      return rules.reduce((sum, rule) => sum + (all.get(rule)?.packets ?? 0), 0);
    };

    const connects = async (from: string, segments: readonly string[]) => {
      const attempt = { from: [from], toPort: 5060, every: 0, segments, patience: 200 };
      return (await lab().world.connect(attempt))[0]?.outcome;
    };

    test('whoever sends one, for every later packet of any kind', async () => {
      // The schedule goes from source to source and from payload to payload in the same step.
      const seen = await exchange(lab(), {
        from: scanners,
        payloads: Object.values(signs),
        count: scanners.length,
        every: 2,
      });
      expect(seen.delivered).toEqual([]);
      expect(await bannedSources(lab(), backend)).toEqual(
        scanners.map((source) => source.replace(/::1$/, '::')).toSorted(),
      );
      expect(await hits()).toBe(0);
      const later = anyKind.map((one, index) => ({
        from: scanners,
        fromPorts: [5060 + index],
        payloads: [one],
        count: scanners.length,
        every: 1,
      }));
      expect((await exchange(lab(), ...later)).delivered).toEqual([]);
      expect(await hits()).toBe(scanners.length * anyKind.length);
    });

    test('no TCP of the same source: what UDP showed can be forged', async () => {
      const all = [['192.0.2.16'], ['2001:db8:100::1', '2001:db8:100::ffff']];
      for (const sources of all) {
        const from = Array.from({ length: 20 }, (_, index) => sources[index % sources.length] ?? '');
        const attempts = await lab().world.connect({ from, toPort: 5060, every: 5, patience: 200 });
        expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(20).fill('connected'));
      }
    });

    test('by a TCP segment as by a datagram', async () => {
      const from = ['192.0.2.100', '2001:db8:200::1'];
      await lab().clear();
      const segments = [signs['with a version behind'] ?? ''];
      for (const one of from) expect(await connects(one, segments)).toBe('connected');
      expect(count(await lab().delivered(), { kind: 'segment' })).toBe(0);
      const later = await exchange(lab(), { from, payloads: anyKind, count: 2 * anyKind.length, every: 1 });
      expect(later.delivered).toEqual([]);
    });

    test('in two fragments as in one datagram', async () => {
      const from = ['192.0.2.101', '2001:db8:201::1'];
      const text = sipRequest({ method: 'INVITE', userAgent: 'friendly-scanner' });
      await lab().clear();
      const middle = text.indexOf('friendly-scanner') + 'friendly-scanner'.length - 1;
      await sendPackets(
        lab().world,
        from.flatMap((one) => cut(one, text, middle)),
      );
      expect(await lab().delivered()).toEqual([]);
      const later = await exchange(lab(), { from, payloads: anyKind, count: 2 * anyKind.length, every: 1 });
      expect(later.delivered).toEqual([]);
    });

    test('nobody else: neighbours and trusted sources stay', async () => {
      const before = await bannedSources(lab(), backend);
      const from = ['192.0.2.200', '2001:db8:100:1::1'];
      const neighbours = await exchange(
        lab(),
        ...from.map((one) => ({ from: one, payloads: clean, count: clean.length, every: 1 })),
      );
      for (const one of from) expect(count(neighbours.delivered, { from: one })).toBe(clean.length);
      const streams = trusted.map((one) => ({
        from: one,
        payloads: Object.values(signs),
        count: 80,
        every: 1,
      }));
      expect((await exchange(lab(), ...streams)).delivered).toHaveLength(160);
      expect(await bannedSources(lab(), backend)).toEqual(before);
    });
  });
});

describeBackends('what is no signature', (backend, lab) => {
  test('a name behind another text does not ban', async () => {
    await protect(lab(), backend, policy);
    const payloads = [
      request('REGISTER', { userAgent: 'My-friendly-scanner-detector' }),
      request('INVITE', { headers: ['Subject: friendly-scanner'] }),
      request('INVITE', { headers: ['Subject: BadDialer-like'] }),
    ];
    const from = scanners.slice(0, 3);
    const { delivered } = await exchange(lab(), { from, payloads, count: 3, every: 1 });
    expect(delivered.map((arrival) => arrival.from)).toEqual(from);
  });
});

describeKernel('nftables on a host whose iptables cannot search for it', (lab) => {
  test('says so, bans nobody, and still holds methods and limits', async () => {
    const old = 'target: { platform: { iptables: "1.4.21", kernel: "6.1" }, backends: [nftables] }';
    const { findings, artifacts } = await protect(
      lab(),
      'nftables',
      `${policy}\n${old}\nsip: { strangers: { share: first-come } }\n`,
    );
    expect([...artifacts.keys()]).not.toContain('signatures.rules');
    const [told] = findings.filter(({ code }) => code === 'VG365');
    expect(JSON.stringify(told?.args)).toContain('friendly-scanner');
    const streams = scanners.slice(0, 2).flatMap((from) => [
      { from, payloads: [request('REGISTER', { userAgent: 'friendly-scanner' })], count: 200, every: 2 },
      { from, payloads: [request('SUBSCRIBE', { userAgent: 'friendly-scanner' })], count: 20, every: 20 },
    ]);
    const { sent, delivered } = await exchange(lab(), ...streams);
    expect(count(delivered, { word: 'SUBSCRIBE' })).toBe(0);
    for (const index of [0, 2])
      expectBucket(count(delivered, { from: streams[index]?.from ?? '' }), sent[index], perSecond(5, 10));
    expect(await bannedSources(lab(), 'nftables')).toEqual([]);
  });
});
