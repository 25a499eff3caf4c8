import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSsh } from './describe.js';
import { onlySwitch, remotely } from './over-ssh.js';
import { operator } from './ssh-lab.js';

/** Both iptables, a set, and a table of nft: what somebody has who has changed tools twice. */
const rules = `
ipset create office hash:net
ipset add office 198.51.100.0/28
iptables-nft -A INPUT -s ${operator} -j ACCEPT
iptables-nft -A INPUT -m set --match-set office src -p tcp --dport 8080 -j ACCEPT
iptables-nft -A INPUT -s 203.0.113.10 -p udp --dport 5060 -j ACCEPT
iptables-nft -A INPUT -p tcp --dport 443 -j ACCEPT
iptables-nft -P INPUT DROP
iptables-legacy -A INPUT -s 203.0.113.66 -j DROP
nft add table inet guard
nft add chain inet guard in '{ type filter hook input priority 10; }'
nft add rule inet guard in ip saddr 203.0.113.67 drop
`;

describeSsh(
  'import --host',
  ['iptables-nft'],
  (lab) => {
    test('the rules of a running switch become a policy, and nothing is changed there', () => {
      const to = onlySwitch(lab());
      to.host.sh(rules);
      const listing = () =>
        to.host
          .sh('iptables-nft-save; iptables-legacy-save; ipset save; nft -s list ruleset')
          .replace(/^#.*$/gm, '')
          .replace(/\[\d+:\d+\]/g, '');
      const before = listing();
      const file = join(lab().controller.folder, 'imported.yaml');
      expect(lab().controller.run(remotely(to, 'import', '-o', file))).toMatchObject({ status: 0 });
      const text = readFileSync(file, 'utf8');
      expect(text).toMatch(
        /unwanted:\n {4}- 203\.0\.113\.66 .*iptables-legacy-save.*\n {4}- 203\.0\.113\.67 .*nft list ruleset/,
      );
      expect(text).toMatch(/tcp: \[8080\]\n {4}from:\n {6}- office/);
      expect(text).toMatch(/tcp: \[443\]\n {4}from: \[any\]|tcp: \[443\]\n {4}from:\n {6}- 0\.0\.0\.0\/0/);
      expect(text).toContain('- 203.0.113.10 ');
      expect(text).toContain('default: deny');
      expect(listing()).toBe(before);
    });
  },
  ['ipset', 'nft', 'iptables-nft', 'iptables-legacy'],
);
