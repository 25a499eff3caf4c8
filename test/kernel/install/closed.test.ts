import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeEachBackend } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { vosguard } from './program.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
sip: { ports: { udp: [5060, 6060-6062] } }
`;
const { artifacts } = compileText(policy);

/** A base chain that refuses what it does not let in, behind ours or before them, in the words of its tool. */
const nft = (rules: string, more = '', head = 'priority filter + 10') =>
  `nft -f - <<'END'\n${`table inet other {
  ${more}
  chain in { type filter hook input ${head}; ct state established,related accept; iifname "lo" accept; meta l4proto { icmp, ipv6-icmp } accept; tcp dport { 22, 5060 } accept; ${rules}; } }`.replace(
    /; |(?<=chain \w+ \{) | (?=\}( \})?$)/gm,
    '\n',
  )}\nEND`;
const xt = (
  rules: string,
  end = '-A INPUT -j REJECT',
  more = '',
  policy = 'ACCEPT',
) => `iptables-restore <<'END'
*filter
:INPUT ${policy} [0:0]
${more}
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m tcp --dport 5060 -m comment --comment "udp dport 5060 -j ACCEPT" -j ACCEPT
${rules}
${end}
COMMIT
END`;

/** SIP is closed by all of these. */
const closed = {
  'a last rule that refuses': [nft('reject with icmpx admin-prohibited'), xt('')],
  'the policy of the chain': [nft('', '', 'priority 0; policy drop'), xt('', '', '', 'DROP')],
  'before ours': [
    nft('udp dport 53 accept; drop', '', 'priority raw'),
    xt('-A INPUT -p udp -m udp --dport 53 -j ACCEPT'),
  ],
  'ranges of other ports': [
    nft('udp dport { 4000-5000, 10000-20000 } accept; drop'),
    xt('-A INPUT -p udp -m multiport --dports 4000:5000,10000:20000 -j ACCEPT'),
  ],
  'a rule for all ports of SIP alone': [
    nft('udp dport { 53, 5060, 6060-6070 } drop; accept'),
    xt('-A INPUT -p udp -m multiport --dports 5060,6060:6070 -j DROP', ''),
  ],
  'a rule at the device': [
    `nft 'table netdev edge { chain in { type filter hook ingress device "lo" priority 0; udp dport { 5060, 6060-6062 } drop; }; }'`,
    xt('-A INPUT -p udp -m multiport --dports 5060,6060:6062 -j REJECT', ''),
  ],
  'before all others': [
    nft('ct state new counter log prefix "new: " drop', '', 'priority -100').replace(
      'filter hook input',
      'nat hook prerouting',
    ),
    `iptables -t raw -A PREROUTING -p tcp -j ACCEPT; iptables -t raw -A PREROUTING -m comment --comment 'not "tcp" -j ACCEPT' -j DROP`,
  ],
  'after the routing': [
    `nft 'table ip filter { chain input { type filter hook input priority 5; udp dport vmap { 53 : accept, 123 : accept }; meta l4proto != tcp drop; }; }'`,
    'iptables -t mangle -A INPUT -p udp -m conntrack --ctstate NEW -j DROP',
  ],
  'in a chain of their own': [
    nft('jump more', 'chain more { udp dport 123 accept; drop; }'),
    xt(
      '-A INPUT -j RH-Firewall-1-INPUT\n-A RH-Firewall-1-INPUT -p udp --dport 123 -j ACCEPT\n-A RH-Firewall-1-INPUT -j REJECT',
      '',
      ':RH-Firewall-1-INPUT - [0:0]',
    ),
  ],
  'several rules, a port or two in each': [
    nft(
      'udp dport @shut drop; udp dport vmap @more; accept',
      'set shut { type inet_service; flags interval; elements = { 5000-6060 }; }\n map more { type inet_service : verdict; elements = { 6061 : drop, 6062 : drop }; }',
    ),
    `${xt(
      '-A INPUT -p udp -m udp --dport 5060 -j DROP\n-A INPUT -p udp -m multiport --dports 6060,6061 -j REJECT\n-A INPUT -p udp -m set --match-set shut dst -j DROP',
      '',
    ).replace(
      'iptables-restore',
      'ipset create shut bitmap:port range 0-65535; ipset add shut 6062; iptables-restore',
    )}`,
  ],
  'an accept in a chain that nothing of it reaches': [
    nft('ct state vmap { established : accept, invalid : drop }; drop', 'chain idle { accept; }'),
    xt('', undefined, ':IDLE - [0:0]\n-A IDLE -j ACCEPT'),
  ],
} as const;

/** Of these nobody can say that from here, or it is open. */
const open = {
  'a port of SIP': [
    nft('udp dport 6061 accept; drop'),
    xt('-A INPUT -p udp -m udp --dport 6000:6100 -j ACCEPT'),
  ],
  'a rule for one of the ports alone': [
    nft('udp dport 5060 drop; accept'),
    xt('-A INPUT -p udp -m udp --dport 5060 -j DROP', ''),
  ],
  'whoever is in a set': [
    nft('ip saddr @some accept; drop', 'set some { type ipv4_addr; }'),
    xt('-A INPUT -s 203.0.113.0/24 -j ACCEPT'),
  ],
  'in a chain that a map leads to': [
    nft('iifname vmap { "eth0" : jump zone }; drop', 'chain zone { udp dport 5060 accept; }'),
    xt('-A INPUT -i eth0 -g zone', undefined, ':zone - [0:0]\n-A zone -p udp --dport 5060 -j ACCEPT'),
  ],
  'all of UDP': [nft('meta l4proto udp accept; drop'), xt('-A INPUT -p udp -j ACCEPT')],
  'a port with its protocol': [
    nft('meta l4proto . th dport { tcp . 22, udp . 5060 } accept; drop'),
    xt('-A INPUT -p udp -m mark --mark 0x1 -j ACCEPT'),
  ],
  'nothing that comes here': [
    `nft 'table arp other { chain in { type filter hook input priority 0; policy drop; }; }
     table ip sleeps { flags dormant; chain in { type filter hook input priority 0; policy drop; }; }
     table bridge other { chain in { type filter hook input priority 0; policy drop; }; }'`,
    'iptables -t raw -A PREROUTING -p tcp -j DROP; iptables -P FORWARD DROP',
  ],
  'a chain that some leave before its end': [
    nft('jump more', 'chain more { fib daddr type local return; drop; }'),
    xt(
      '-A INPUT -j more\n-A more -m addrtype --dst-type LOCAL -j RETURN\n-A more -j DROP',
      '',
      ':more - [0:0]',
    ),
  ],
  'a chain that lets in the rest': [nft('accept'), xt('-A INPUT -j ACCEPT')],
} as const;

describeEachBackend('others that close SIP', (host, backend) => {
  const at = backend === 'nftables' ? 0 : 1;
  const options = [...backendOption(backend), '--no-persist'];
  const install = (...more: string[]) => host().install('out', ...options, ...more);
  const refusal = backend === 'nftables' ? 'the chain in of the table inet other' : 'INPUT of iptables';
  const places: Partial<Record<keyof typeof closed, readonly [nft: string, xt: string]>> = {
    'a rule at the device': ['the chain in of the table netdev edge', refusal],
    'before all others': [refusal, 'PREROUTING of iptables -t raw'],
    'after the routing': ['the chain input of the table ip filter', 'INPUT of iptables -t mangle'],
  };

  beforeEach(() => host().put('out', artifacts));

  test.each(Object.keys(closed) as (keyof typeof closed)[])('%s: refused, with the rule', async (name) => {
    host().sh(closed[name][at]);
    const { status, err } = install('--yes');
    expect({ status, err }).toEqual({
      status: 3,
      err: expect.stringContaining(
        `${places[name]?.[at] ?? refusal} lets in no SIP: nothing there opens UDP port 5060 6060-6062`,
      ),
    });
    expect(err).toContain('open it there first');
    expect(err).toContain('nothing was changed');
    expect(install('--dry-run').err).toContain('--force-others overrides');
    const program = applyBy(host());
    expect(program).toMatchObject({
      status: 3,
      err: expect.stringMatching(/--force-others (overrides|applies)/),
    });
  });

  test.each(Object.keys(open) as (keyof typeof open)[])('%s: applied', (name) => {
    host().sh(open[name][at]);
    const { status, err } = install('--yes');
    expect([status, err]).toEqual([0, expect.not.stringContaining('lets in no SIP')]);
  });

  test('by force, and status names it', () => {
    host().sh(closed['a last rule that refuses'][at]);
    expect(install('--yes', '--force-others')).toMatchObject({ status: 0 });
    expect(install('--status')).toMatchObject({
      status: 0,
      err: expect.stringContaining(`${refusal} lets in no SIP`),
    });
    expect(applyBy(host(), '--force-others')).toMatchObject({ status: 0 });
  });
});

function applyBy(host: Host, ...more: string[]) {
  const file = join(host.folder, 'policy.yaml');
  writeFileSync(file, policy);
  return host.run(
    vosguard(host, 'apply', file, ...backendOption(host.backend), '--yes', '--no-persist', ...more),
  );
}
