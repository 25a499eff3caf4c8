import { counters, sets } from '../../src/host/lab/readback.js';
import { sources } from '../packets/addresses.js';
import { expectedByBucket } from '../packets/buckets.js';
import { describeBackends } from '../packets/kernel.js';
import { payload, sipRequest } from '../packets/sip.js';
import { count } from '../packets/tally.js';
import { iptablesArtifacts, nftArtifact } from './lab-artifacts.js';

const options = payload(sipRequest({ method: 'OPTIONS' }));
const firsts = ['203.0.113.1', '2001:db8::1'] as const;

describeBackends('a laboratory with rules', (backend, lab) => {
  beforeEach(async () => {
    await lab().reset();
    await lab().switch.listen({ udp: [5060] });
  });

  test.each(firsts)('a drop delivers nothing of %s, and is counted by its id', async (first) => {
    const nft = 'udp dport 5060 counter drop comment "sip.drop"';
    const rule = '-p udp --dport 5060 -m comment --comment "vg:sip.drop" -j DROP';
    await lab().load(backend, artifacts(nft, [rule]));
    const from = sources(first, 200);
    await lab().world.send({ from, toPort: 5060, payloads: [options], count: 400, every: 0.2 });
    expect(await lab().delivered()).toEqual([]);
    expect((await counters(lab().switch, backend)).get('sip.drop')?.packets).toBe(400);
  });

  test.each(firsts)('a set that rules fill from %s is read back', async (first) => {
    await lab().load(backend, learning);
    const from = sources(first, 30);
    await lab().world.send({ from, toPort: 5060, payloads: [options], count: 60, every: 0.2 });
    expect(await lab().delivered()).toHaveLength(60);
    const learned = await sets(lab().switch, backend);
    expect([...(learned.get('seen4') ?? []), ...(learned.get('seen6') ?? [])]).toEqual(from.toSorted());
    await lab().reset();
    expect((await sets(lab().switch, backend)).size).toBe(0);
  });

  test.each([
    { rate: { count: 5, unit: 'second' }, burst: 10, packets: 100, every: 10 },
    { rate: { count: 100, unit: 'second' }, burst: 20, packets: 1000, every: 1 },
    { rate: { count: 7, unit: 'second' }, burst: 1, packets: 150, every: 10 },
  ] as const)(
    '$rate.count/s burst $burst lets pass what the bucket says',
    async ({ packets, every, ...bucket }) => {
      const { rate, burst } = bucket;
      const nft = `udp dport 5060 limit rate over ${rate.count}/second burst ${burst} packets drop`;
      const meter = `--hashlimit-above ${rate.count}/sec --hashlimit-burst ${burst} --hashlimit-name lab`;
      await lab().load(backend, artifacts(nft, [`-p udp --dport 5060 -m hashlimit ${meter} -j DROP`]));
      const stream = { from: '192.0.2.1', toPort: 5060, payloads: [options], count: packets, every };
      const [sent] = await lab().world.send(stream);
      const { least, most } = expectedByBucket(sent?.times ?? [], bucket, sent?.slip ?? 0);
      const delivered = count(await lab().delivered(), { from: '192.0.2.1' });
      expect(delivered).toBeGreaterThanOrEqual(least);
      expect(delivered).toBeLessThanOrEqual(most);
    },
  );

  const artifacts = (nft: string, rules: readonly string[]) =>
    backend === 'nftables' ? nftArtifact(nft) : iptablesArtifacts(rules);

  const learning =
    backend === 'nftables'
      ? nftArtifact(
          'udp dport 5060 update @seen4 { ip saddr }\nudp dport 5060 update @seen6 { ip6 saddr }',
          'set seen4 { type ipv4_addr; flags dynamic,timeout; timeout 1m; size 100; }\n' +
            'set seen6 { type ipv6_addr; flags dynamic,timeout; timeout 1m; size 100; }',
        )
      : new Map([
          ['ipset.rules', 'create seen4 hash:ip timeout 60\ncreate seen6 hash:ip family inet6 timeout 60\n'],
          ...iptablesArtifacts(
            ['-p udp --dport 5060 -j SET --add-set seen4 src --exist'],
            ['-p udp --dport 5060 -j SET --add-set seen6 src --exist'],
          ),
        ]);
});
