import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host.js';

/** Rules of others, of the kinds that a host has: fail2ban, docker, something in raw, a table and a set of their own. */
export function addForeignRules(host: Host): void {
  host.sh(`
for family in iptables ip6tables; do
  $family-restore --noflush <<'END'
*filter
:f2b-sshd - [0:0]
-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd
-A f2b-sshd -j RETURN
-A FORWARD -m comment --comment "a rule of somebody's" -j ACCEPT
COMMIT
*raw
-A PREROUTING -p udp -m udp --dport 4444 -j DROP
-A OUTPUT -p udp -m udp --dport 4445 -j DROP
COMMIT
*nat
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A DOCKER -p tcp -m tcp --dport 8080 -j ACCEPT
COMMIT
END
done
ipset create crowdsec hash:ip timeout 0
ipset add crowdsec 192.0.2.200`);
  if (host.backend === 'nftables')
    host.sh(`nft 'table inet crowdsec { set s { type ipv4_addr; elements = { 192.0.2.201 }; }
      chain c { type filter hook input priority -10; ip saddr @s drop; }; }'`);
}

const unstable =
  /^#.*\n|\[\d+:\d+\] ?| expires [0-9a-z]+| timeout \d+| (?:bucketsize|initval|hashsize) \S+/gm;

const listings = ['iptables-save', 'ip6tables-save', 'ipset save | sort'];
/** Each by itself: among tables, the order is that of loading. What iptables-nft has made, iptables-save shows. */
const nftTable = (name: string) =>
  `if nft list tables | grep -q 'inet ${name}$'; then nft -s -p list table inet ${name}; fi`;
const keys = ['udp_timeout', 'udp_timeout_stream'].map((key) => `net.netfilter.nf_conntrack_${key}`);

/** Everything that a packet could notice, and every file that is read at boot. */
export const stateOf = (host: Host): string => `${rulesOf(host)}\n${filesOf(host)}`;

/** In an order of its own: legacy iptables lists its tables in the order in which they were first used. */
export const byTable = (text: string): string =>
  text
    .split(/^(?=\*)|(?<=^COMMIT\n)/m)
    .toSorted()
    .join('');

export const rulesOf = (host: Host): string =>
  host
    .sh([...listings, nftTable('vosguard'), nftTable('crowdsec'), `sysctl ${keys.join(' ')}`].join('\n'))
    .replace(unstable, '');

export function filesOf(host: Host): string {
  const etc = join(host.root, 'etc');
  const names = existsSync(etc) ? readdirSync(etc, { recursive: true, encoding: 'utf8' }).toSorted() : [];
  const files = names.filter(
    (name) => /vosguard(\.\w+|\/start)?$/.test(name) && !name.endsWith('etc/vosguard'),
  );
  return files
    .map((name) => `${name}: ${textOf(join(etc, name))}`)
    .join('\n')
    .replace(/artifacts\/\d+/g, 'artifacts/NUMBER')
    .replace(/^number=\d+ /gm, 'number=NUMBER ');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '(a folder or a link)';
  }
}

/** What is not vosguard's in the rules of the host. */
export const foreignRules = (host: Host): string =>
  host
    .sh([...listings, nftTable('crowdsec')].join('\n'))
    .replace(unstable, '')
    .split('\n')
    .filter((line) => !/VG-|vg[-:]/.test(line))
    .join('\n');
