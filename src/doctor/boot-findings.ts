import { addsRules, restartsFirewall } from './commands.js';
import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';

/** What the boot of this host does about rules and kernel parameters, and what installers of the switch have left of it. */
export const bootFindings = (facts: Facts): readonly Finding[] => [
  ...firewallFindings(facts),
  ...selinuxFindings(facts),
  ...rcFindings(facts),
  ...sysctlFindings(facts),
];

function firewallFindings(facts: Facts): readonly Finding[] {
  const lines = linesOf(said(facts, 'firewalls'));
  const isApplied = lines.includes('applied');
  const units = lines.flatMap((line) => {
    const [name = '', state] = line.split(' ');
    return state === undefined ? [] : [{ name, state }];
  });
  const own = units.find(({ name }) => name === 'vosguard');
  const others = units.filter(({ name }) => name !== 'vosguard');
  if (own !== undefined && isApplied)
    return own.state === 'enabled'
      ? []
      : [
          {
            id: 'vosguard-off',
            severity: 'problem',
            what: `vosguard is not started at boot (${own.state})`,
            means:
              'after the next boot none of the confirmed rules stand; updates of the switch turn firewalls off',
            write: 'systemctl enable vosguard, or chkconfig vosguard on; vosguard status',
          },
        ];
  if (isApplied || others.some(({ state }) => state === 'enabled')) return [];
  const there = others.map(({ name, state }) => `${name} ${state}`).join(', ') || 'none is installed';
  return [
    {
      id: 'no-firewall',
      severity: 'note',
      what: `no firewall is started at boot: ${there}`,
      means:
        'what rules stand now are gone after a boot; installers of the switch stop iptables and firewalld and disable them',
      write: 'vosguard apply; what was confirmed is started by a unit of its own and needs none of these',
    },
  ];
}

const selinuxFindings = (facts: Facts): readonly Finding[] =>
  /^(Disabled|Permissive)$/.test(said(facts, 'selinux'))
    ? [
        {
          id: 'selinux',
          severity: 'note',
          what: `SELinux is ${said(facts, 'selinux').toLowerCase()}`,
          means: 'installers of the switch turn it off; the rules do not depend on it',
          write: undefined,
        },
      ]
    : [];

const rcFindings = (facts: Facts): readonly Finding[] =>
  linesOf(said(facts, 'rc-local'))
    .filter((line) => restartsFirewall.test(line) || addsRules.test(line))
    .map((line) => ({
      id: 'rc-local',
      severity: 'problem',
      what: `rc.local changes rules at the end of each boot: ${line.trim().slice(0, 160)}`,
      means:
        'it runs behind our start: a flush or a restore takes our rules away until vosguard-keep puts them back',
      write: 'take it out of rc.local; what it opens or closes belongs into the policy (vosguard import)',
    }));

interface Setting {
  readonly key: string;
  readonly value: string;
}

const settingsIn = (facts: Facts): readonly Setting[] =>
  linesOf(said(facts, 'sysctl')).flatMap((line) => {
    const [, key = '', value = ''] = /^([\w./-]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key === '' ? [] : [{ key: key.replaceAll('/', '.'), value }];
  });

/** What a policy sets as well. */
const ours = /conntrack|ip6?frag_/;
/** Values that the setup of servermonitor 2.1.6 and installers of 2.1.8 write. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)ip_default_ttl$/, '253'],
  [/conntrack_max$/, '1000000'],
  [/conntrack_tcp_timeout_established$/, '7200'],
];

function sysctlFindings(facts: Facts): readonly Finding[] {
  const settings = settingsIn(facts);
  const shown = (some: readonly Setting[]) => some.map(({ key, value }) => `${key} = ${value}`).join(', ');
  const marked = settings.filter(({ key, value }) =>
    marks.some(([form, wanted]) => form.test(key) && wanted === value),
  );
  const shared = settings.filter(({ key }) => ours.test(key));
  return [
    ...(marked.length < 2
      ? []
      : [
          {
            id: 'sysctl-replaced',
            severity: 'note' as const,
            what: `/etc/sysctl.conf bears the marks of an installer of the switch: ${shown(marked)}`,
            means:
              'installers replace the file as a whole, the setup of servermonitord changes lines of it: what stood there before may be gone',
            write:
              'compare it with a backup; what the policy sets is in /etc/sysctl.d/99-vosguard.conf, which they leave alone',
          },
        ]),
    ...(shared.length === 0
      ? []
      : [
          {
            id: 'sysctl',
            severity: 'note' as const,
            what: `/etc/sysctl.conf sets ${shown(shared)}`,
            means: 'where it and the policy both set a key, the file that is read later wins at boot',
            write: 'vosguard status compares what runs with what was applied',
          },
        ]),
    ...(said(facts, 'forward') === '1' &&
    settings.some(({ key, value }) => key === 'net.ipv4.ip_forward' && value === '0')
      ? [
          {
            id: 'forward-off',
            severity: 'problem' as const,
            what: 'this host forwards, and /etc/sysctl.conf sets net.ipv4.ip_forward = 0',
            means:
              'installers of the switch write that; after the next boot containers and switches behind this host may be cut off',
            write: 'net.ipv4.ip_forward = 1 there',
          },
        ]
      : []),
  ];
}
