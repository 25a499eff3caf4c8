import { compileText } from '../../lint-text.js';
import { describeHosts } from './describe.js';
import { backendOption } from './policies.js';

const { artifacts } = compileText(`
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
`);

for (const backend of ['iptables-nft', 'iptables-legacy'] as const)
  describeHosts('sets of others with the name of one of ours', backend, (host) => {
    const install = (...more: string[]) =>
      host().install('out', ...backendOption(backend), '--yes', '--no-persist', ...more);

    test('of another type or family: named with the command, and nothing is changed', () => {
      host().put('out', artifacts);
      host().sh(`ipset create vg-known-4 hash:net; ipset add vg-known-4 198.51.100.0/24
        ipset create vg-trusted-6 hash:net
        iptables -A INPUT -m set --match-set vg-known-4 src -j ACCEPT`);
      const before = host().sh('ipset save; iptables-save | grep -v "^#"');
      expect(host().install('out', ...backendOption(backend), '--dry-run').err).toContain(
        'an apply would be refused',
      );
      const { status, err } = install();
      expect(status).toBe(3);
      expect(err).toContain(
        "the set vg-known-4 stands here as hash:net inet, and the policy wants a set of that name as hash:ip inet: take it away with: ipset destroy vg-known-4, once no rule names it any more (now: 1): iptables-save | grep -e '-set vg-known-4 '",
      );
      expect(err).toContain('the set vg-trusted-6 stands here as hash:net inet, and the policy wants');
      expect(err).toContain('ipset destroy vg-trusted-6\n');
      expect(err).toContain('nothing was changed');
      expect(host().sh('ipset save; iptables-save | grep -v "^#"')).toBe(before);

      host().sh('iptables -F INPUT; ipset destroy vg-known-4; ipset destroy vg-trusted-6');
      expect(install()).toMatchObject({ status: 0 });
    });

    test('of the same type and another size: taken over', () => {
      host().put('out', artifacts);
      host().sh('ipset create vg-known-4 hash:ip maxelem 16 timeout 7; ipset create vg-trusted-4 hash:net');
      expect(install()).toMatchObject({ status: 0, err: expect.not.stringContaining('stands here') });
    });
  });
