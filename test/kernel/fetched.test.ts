import { describeBackends } from '../packets/kernel.js';
import { tally } from '../packets/tally.js';
import { exchange, protect, request } from './scenario.js';

const policy = `
vosguard: 1
lists: { feed: { url: "https://lists.example/feed", on_switch: on } }
trusted: [198.51.100.10, "2001:db8:bad:10::/64"]
blocked: [{ list: feed }]
services: { media: { udp: [10000-39999] } }
sip: { strangers: { limits: { REGISTER: 1/min burst 2 } } }
`;

const rows = [
  ['198.51.100.30', 2, 0],
  ['2001:db8:bad:30::1', 2, 0],
  ['198.51.100.10', 6, 6],
  ['2001:db8:bad:10::1', 6, 6],
  ['198.51.101.30', 2, 2],
] as const;

/** What install.sh does to the sets is tried by its own tests; here is what packets meet. */
describeBackends('a list that the host fetches', (backend, lab) => {
  test.each(rows)(
    '%s: of six REGISTER %d pass before it comes, and %d with it',
    async (from, before, after) => {
      const passed = async () => {
        const stream = { from, payloads: [request('REGISTER')], count: 6, every: 1 };
        const { delivered } = await exchange(lab(), stream, { ...stream, toPort: 20000 });
        return tally(delivered, 'toPort');
      };
      await protect(lab(), backend, policy, { udp: [5060, 20000] });
      expect((await passed()).get(5060) ?? 0).toBe(before);
      await protect(lab(), backend, policy, { udp: [5060, 20000] });
      const fill =
        backend === 'nftables'
          ? "nft 'add element inet vosguard fetched4 { 198.51.100.16/28 }; add element inet vosguard fetched6 { 2001:db8:bad:30::/60 }'"
          : 'ipset add vg-fetched-4 198.51.100.16/28; ipset add vg-fetched-6 2001:db8:bad:30::/60';
      await lab().switch.run('sh', ['-ec', fill]);
      const ports = await passed();
      expect([ports.get(5060) ?? 0, ports.get(20000) ?? 0]).toEqual([after, after === 0 ? 0 : 6]);
    },
  );
});

const byName = `
vosguard: 1
lists: { peers: { names: [sip.carrier.example], on_switch: on } }
trusted: [{ list: peers }]
services: { web: { udp: [8000], from: [{ list: peers }] } }
sip: { strangers: { limits: { REGISTER: 1/min burst 2 } } }
`;

describeBackends('names that the host resolves', (backend, lab) => {
  test.each([
    ['198.51.100.30', 6],
    ['2001:db8:bad:30::1', 6],
    ['198.51.101.30', 2],
  ])(
    '%s: %d of six REGISTER pass, and the service is open to whom a name leads to',
    async (from, delivered) => {
      await protect(lab(), backend, byName, { udp: [5060, 8000] });
      const fill = ['trusted', 'service.web'].map((use) =>
        backend === 'nftables'
          ? `nft 'add element inet vosguard named.${use}4 { 198.51.100.30 }; add element inet vosguard named.${use}6 { 2001:db8:bad:30::1 }'`
          : `ipset add vg-named.${use}-4 198.51.100.30; ipset add vg-named.${use}-6 2001:db8:bad:30::1`,
      );
      // Banned before a name led there, and by what another of the /64 has sent.
      const bans = ['banned', 'paroled'].map((set) =>
        backend === 'nftables'
          ? `nft 'add element inet vosguard ${set}4 { 198.51.100.30 }; add element inet vosguard ${set}6 { 2001:db8:bad:30:: }'`
          : `ipset add vg-${set}-4 198.51.100.30; ipset add vg-${set}-6 2001:db8:bad:30::`,
      );
      const banned = backend === 'nftables' ? bans : bans.slice(0, 1);
      await lab().switch.run('sh', ['-ec', [...fill, ...banned].join('\n')]);
      const stream = { from, payloads: [request('REGISTER')], count: 6, every: 1 };
      const ports = tally((await exchange(lab(), stream, { ...stream, toPort: 8000 })).delivered, 'toPort');
      expect([ports.get(5060) ?? 0, ports.get(8000) ?? 0]).toEqual([delivered, delivered === 6 ? 6 : 0]);
    },
  );
});
