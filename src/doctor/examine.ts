import { type ForeignBase, fateIn } from '../beside/foreign.js';
import { UDP } from '../beside/question.js';
import { readAddress } from '../net/read-address.js';
import { bootFindings } from './boot-findings.js';
import { cronFindings } from './cron-findings.js';
import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';
import { hostFindings } from './host-findings.js';
import { listeningFindings } from './listening.js';
import { platformOf } from './platform-row.js';
import { softswitchFindings } from './softswitch.js';

export interface Examined {
  /** For `target.platform`. */
  readonly platform: string;
  readonly can: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** @param bases Where the rules of others refuse; ours are not among them. */
export function examine(facts: Facts, bases: readonly ForeignBase[]): Examined {
  const can = probesOf(facts);
  return {
    platform: platformOf(facts),
    can,
    findings: [
      ...kernelFindings(facts, can),
      ...ruleFindings(facts, bases),
      ...programFindings(facts),
      ...softswitchFindings(facts),
      ...listeningFindings(facts),
      ...bootFindings(facts),
      ...cronFindings(facts),
      ...hostFindings(facts),
    ],
  };
}

/** By name: `yes`, or the first words of the tool that would not. */
function probesOf(facts: Facts): ReadonlyMap<string, string> {
  return new Map(
    linesOf(said(facts, 'probes')).map((line) => {
      const [, name = '', answer = '', words = ''] = /^(\S+) (yes|no) ?(.*)$/.exec(line) ?? [];
      return [name, answer === 'yes' ? 'yes' : words || 'no'];
    }),
  );
}

function kernelFindings(facts: Facts, can: ReadonlyMap<string, string>): readonly Finding[] {
  const failed = [...can].filter(([, answer]) => answer !== 'yes');
  const nft = can.get('nft-table') === 'yes';
  return [
    ...failed.map(
      ([name, words]): Finding => ({
        id: `cannot-${name}`,
        severity: name === 'nft-table' || name === 'ipset' ? 'problem' : 'note',
        what: `a trial rule with ${name} does not load: ${words}`,
        means:
          'rules of this kind are written otherwise, or the module is not there: the package with the modules may be missing',
        write: name.startsWith('nft')
          ? 'target: { backends: [iptables] }'
          : nft
            ? 'target: { backends: [nftables] }'
            : undefined,
      }),
    ),
    ...(can.size === 0
      ? [
          {
            id: 'no-probes',
            severity: 'problem' as const,
            what: 'no trial rule could be tried',
            means: 'it needs root and network namespaces (unshare)',
            write: undefined,
          },
        ]
      : []),
    ...(said(facts, 'container') === '' ? [] : [containerFinding(said(facts, 'container'))]),
  ];
}

const containerFinding = (text: string): Finding => ({
  id: 'container',
  severity: text.includes('read-only') ? 'problem' : 'note',
  what: `this is a container, or its kernel parameters cannot be written (${text.replace(/\n/g, ', ')})`,
  means:
    'modules and parameters belong to the host around it; plan says which of them cannot be changed here',
  write: undefined,
});

/** Documentation's own (RFC 5737): nobody whom a rule names. */
const SOMEBODY = readAddress('203.0.113.77');

function ruleFindings(facts: Facts, bases: readonly ForeignBase[]): readonly Finding[] {
  const legacy = linesOf(said(facts, 'legacy'));
  const mixed = legacy.length > 0 && /nf_tables/.test(said(facts, 'iptables'));
  return [
    ...bases.flatMap((base) => refusing(base)),
    ...(mixed
      ? [
          {
            id: 'two-iptables',
            severity: 'problem' as const,
            what: `rules of iptables-legacy stand beside those of iptables-nft (${legacy.join(', ')})`,
            means: 'the kernel asks both, and each tool shows its own',
            write: 'iptables-legacy-save shows them; move them over, or take them away',
          },
        ]
      : []),
  ];
}

function refusing(base: ForeignBase): readonly Finding[] {
  if (SOMEBODY.kind === 'fault' || base.family === 'ipv6' || base.hook === 'forward') return [];
  const question = {
    protocol: UDP,
    source: SOMEBODY.address,
    sourcePort: 5060,
    port: 5060,
    destination: undefined,
    devices: [],
  };
  const fate = fateIn(base, question);
  if (fate.end !== 'refused') return [];
  const owner = base.owner === undefined ? '' : ` (${base.owner})`;
  return [
    {
      id: 'others-refuse',
      severity: fate.sure ? 'problem' : 'note',
      what: `${base.name}${owner} ${fate.sure ? 'refuses' : 'may refuse'} SIP: ${fate.by?.text ?? 'its policy'}`,
      means:
        'a packet comes in when our rules and theirs let it in, so SIP stays closed however right ours are',
      write: `open the ports of SIP there, or make that firewall's rules a policy: vosguard import`,
    },
  ];
}

const programs: readonly (readonly [RegExp, string, string, string | undefined])[] = [
  [
    /^dockerd$/,
    'docker',
    'ports that it publishes are forwarded and never come to our rules for this host',
    'sip: { at: [...] }, or publish on 127.0.0.1',
  ],
  [
    /^fail2ban-server$/,
    'fail2ban',
    'its bans hold beside our rules; of SIP the kernel counts sooner',
    'sip: { bans: ... }; vosguard import jail.local shows them',
  ],
  [/^(crowdsec|cs-firewall-boun)/, 'CrowdSec', 'its bans hold beside our rules', undefined],
  [
    /^keepalived$/,
    'keepalived',
    'its adverts are protocol 112: without a service both hosts hold the address',
    'services: { vrrp: { protocol: vrrp, from: [the other host] } }',
  ],
  [
    /^firewalld$/,
    'firewalld',
    'a second firewall: what its zone does not open stays closed',
    'open SIP in its zone, or stop it and import the zone',
  ],
];

function programFindings(facts: Facts): readonly Finding[] {
  const running = linesOf(said(facts, 'processes'));
  return programs.flatMap(([form, name, means, write]) =>
    running.some((one) => form.test(one))
      ? [{ id: name.toLowerCase(), severity: 'note' as const, what: `${name} runs here`, means, write }]
      : [],
  );
}
