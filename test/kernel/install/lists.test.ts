import { compileText } from '../../lint-text.js';
import { describeHosts } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

/** Just long enough to be left alone; networks, which nftables keeps otherwise than addresses. */
const networks = Array.from(
  { length: 10_000 },
  (_, i) => `198.${18 + (i >> 14)}.${(i >> 6) & 255}.${(i & 63) * 4}/31`,
);
const list = networks.join('\n');
const another = ['203.0.113.99', ...networks.slice(1)].join('\n');

const policy = (rate: number, netset = list) =>
  compileText(
    `
vosguard: 1
addresses: { listed: { file: listed.netset } }
trusted: [192.0.2.77]
blocked: [listed]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { REGISTER: ${rate}/s burst 9 } } }
`,
    { 'listed.netset': netset },
  ).artifacts;

/** What another set of the same name would not have: its handle, or the seed of its hash. */
const identity = (host: Host): string | undefined =>
  host.backend === 'nftables'
    ? /set blocked4 \{ # (handle \d+)/.exec(host.sh('nft -a -t list table inet vosguard'))?.[1]
    : /initval \S+/.exec(host.sh('ipset list -t vg-blocked-4'))?.[0];

const entries = (host: Host): readonly string[] =>
  host
    .sh(host.backend === 'nftables' ? 'nft list set inet vosguard blocked4' : 'ipset save vg-blocked-4')
    .match(/\d+\.\d+\.\d+\.\d+(?:\/\d+)?/g)
    ?.toSorted() ?? [];

const sorted = (netset: string) => netset.split('\n').toSorted();

/** An entry out and another in, so that their number says nothing; nft is not allowed to, and somebody loads the table anew. */
const editByHand = (host: Host) =>
  host.sh(
    host.backend === 'nftables'
      ? `! nft 'add element inet vosguard blocked4 { 203.0.113.1 }' 2>&1 | grep busy
         sed 's|198.18.0.0/31|203.0.113.1|' ${host.folder}/old/nftables.nft | nft -f -`
      : 'ipset del vg-blocked-4 198.18.0.0/31; ipset add vg-blocked-4 203.0.113.1',
  );

/** To install.sh, both kinds of iptables are one: ipset holds the lists. */
for (const backend of ['nftables', 'iptables-nft'] as const)
  describeHosts('a long list', backend, (host) => {
    const options = [...backendOption(backend), '--no-persist'];
    const put = (name: string, ...more: string[]) => host().install(name, ...options, ...more);

    test('stays as it is beside a change elsewhere, and on the way back', () => {
      host().put('old', policy(3));
      host().put('next', policy(7));
      expect(put('old', '--yes')).toMatchObject({ status: 0 });
      const before = identity(host());
      expect(before).toBeDefined();
      expect(put('next', '--dry-run').out).not.toContain('blocked');
      expect(put('next', '--yes')).toMatchObject({ status: 0 });
      expect(identity(host())).toBe(before);
      expect(put('next', '--status')).toMatchObject({ status: 0 });
      expect(put('old', '--confirm', '1')).toMatchObject({ status: 3 });
      expect(put('next', 'rollback')).toMatchObject({ status: 0 });
      expect(identity(host())).toBe(before);
      expect(put('old', '--status')).toMatchObject({ status: 0 });
      expect(entries(host())).toEqual(sorted(list));
    });

    test('is loaded anew where it was edited by hand, and where it is another one; then the old one comes back', () => {
      host().put('old', policy(3));
      host().put('next', policy(3, another));
      expect(put('old', '--yes')).toMatchObject({ status: 0 });
      editByHand(host());
      expect(entries(host())).toContain('203.0.113.1');
      expect(put('old', '--status')).toMatchObject({ status: 1 });
      expect(put('old', '--yes')).toMatchObject({ status: 0 });
      expect(entries(host())).toEqual(sorted(list));
      const { out } = put('next', '--dry-run');
      expect(out).toMatch(/^~ set \S+: a list of 10000 is loaded in the place of one of 10000$/m);
      expect(put('next', '--confirm', '1')).toMatchObject({ status: 3 });
      expect(entries(host())).toEqual(sorted(list));
      expect(put('next', '--yes')).toMatchObject({ status: 0 });
      expect(entries(host())).toEqual(sorted(another));
      expect(put('next', '--status')).toMatchObject({ status: 0 });
    });
  });
