import { type ForeignBase, fateIn } from '../beside/foreign.js';
import { UDP } from '../beside/question.js';
import { readAddress } from '../net/read-address.js';
import { atLeast, platforms } from '../platform/platform.js';
import type { Facts } from './facts-script.js';

/** One thing about a host that a policy has to do with. */
export interface Finding {
  readonly id: string;
  /** `problem`: something works against the rules, or does not work. `note`: good to know. */
  readonly severity: 'problem' | 'note';
  readonly what: string;
  readonly means: string;
  /** For the policy, or what to do. */
  readonly write: string | undefined;
}

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
      ...listeningFindings(facts),
      ...hostFindings(facts),
    ],
  };
}

const of = (facts: Facts, name: string): string => facts.get(name) ?? '';
const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** By name: `yes`, or the first words of the tool that would not. */
function probesOf(facts: Facts): ReadonlyMap<string, string> {
  return new Map(
    lines(of(facts, 'probes')).map((line) => {
      const [, name = '', answer = '', words = ''] = /^(\S+) (yes|no) ?(.*)$/.exec(line) ?? [];
      return [name, answer === 'yes' ? 'yes' : words || 'no'];
    }),
  );
}

const families: readonly (readonly [RegExp, (version: string) => string])[] = [
  [
    /^(rhel|centos|rocky|almalinux|ol)$/,
    (version) => (/^[67](\.|$)/.test(version) ? `centos${version[0]}` : `el${/^\d+/.exec(version)?.[0]}`),
  ],
  [/^debian$/, (version) => `debian${version}`],
  [/^ubuntu$/, (version) => `ubuntu${version.replace('.', '')}`],
  [/^amzn$/, (version) => `al${version}`],
  [/^(fedora|alpine)$/, () => ''],
];

/** The row of a distribution where its versions are those that the host has; else the versions themselves. */
function platformOf(facts: Facts): string {
  const os = of(facts, 'os');
  const [id, version] = [/^ID="?([\w.-]+)/m, /^VERSION_ID="?([\w.]+)/m].map(
    (form) => form.exec(os)?.[1] ?? '',
  );
  const old = /release ([67])\./.exec(os)?.[1];
  const family = families.find(([form]) => form.test(id ?? ''));
  const name =
    old !== undefined && id === ''
      ? `centos${old}`
      : family === undefined
        ? ''
        : family[1](version ?? '') || (id ?? '');
  const found = versionsOf(facts);
  const row = platforms.find((one) => one.name === name);
  const fits = (has: string | undefined, wants: string | undefined) =>
    wants === undefined || (has !== undefined && atLeast(has, wants));
  if (
    row !== undefined &&
    fits(found.kernel, row.kernel) &&
    fits(found.nft, row.nft) &&
    fits(found.iptables, row.iptables)
  )
    return row.name;
  const parts = Object.entries(found).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: "${value}"`],
  );
  return `{ ${parts.join(', ')} }`;
}

function versionsOf(facts: Facts) {
  const version = (name: string) => /v?(\d+(?:\.\d+)+)/.exec(of(facts, name))?.[1];
  return {
    kernel: version('kernel'),
    nft: version('nft'),
    iptables: version('iptables'),
    ipset: version('ipset'),
  };
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
    ...(of(facts, 'container') === '' ? [] : [containerFinding(of(facts, 'container'))]),
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
  const legacy = lines(of(facts, 'legacy'));
  const mixed = legacy.length > 0 && /nf_tables/.test(of(facts, 'iptables'));
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
  if (SOMEBODY.kind === 'fault' || base.family === 'ipv6') return [];
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
  const running = lines(of(facts, 'processes'));
  return programs.flatMap(([form, name, means, write]) =>
    running.some((one) => form.test(one))
      ? [{ id: name.toLowerCase(), severity: 'note' as const, what: `${name} runs here`, means, write }]
      : [],
  );
}

/** Local address and port, as ss and netstat have them. */
function listeningFindings(facts: Facts): readonly Finding[] {
  const open = lines(of(facts, 'listening')).flatMap((line) => {
    const [, protocol = '', address = '', port = ''] =
      /^(tcp|udp)6?\s.*?(\S+):(\d+)\s+\S+:(?:\*|\d+)/.exec(line) ?? [];
    return port === '' || /^(127\.|\[?::1\]?$)/.test(address) ? [] : [{ protocol, port: Number(port) }];
  });
  const has = (protocol: string, port: number) =>
    open.some((one) => one.protocol === protocol && one.port === port);
  const listed = (protocol: string) =>
    [...new Set(open.filter((one) => one.protocol === protocol).map(({ port }) => port))].sort(
      (a, b) => a - b,
    );
  const sip = [5060, 6060, 1980, 2080].filter((port) => has('udp', port));
  return [
    {
      id: 'listening',
      severity: 'note',
      what: `listens on udp ${shown(listed('udp'))}; tcp ${shown(listed('tcp'))}`,
      means: 'what no service of the policy names is closed by default: deny',
      write: sip.length === 0 ? undefined : `sip: { ports: { udp: [${sip.join(', ')}] } }`,
    },
    ...(has('tcp', 3306)
      ? [
          {
            id: 'mysql',
            severity: 'problem' as const,
            what: 'MySQL listens on 3306 for others than this host',
            means: 'the database of the switch must not be in reach of the world; default: deny closes it',
            write: 'no service with 3306; bind-address = 127.0.0.1 in my.cnf',
          },
        ]
      : []),
  ];
}

const shown = (ports: readonly number[]): string =>
  ports.length === 0
    ? 'nothing'
    : `${ports.slice(0, 20).join(', ')}${ports.length > 20 ? ` and ${ports.length - 20} more` : ''}`;

/** Percent. */
const FULL = 90;

function hostFindings(facts: Facts): readonly Finding[] {
  const find = (
    id: string,
    severity: Finding['severity'],
    what: string,
    means: string,
    write?: string,
  ): Finding => ({ id, severity, what, means, write });
  const [count = 0, max = 0] = lines(of(facts, 'conntrack')).map(Number);
  const [zone = 'UTC', offset = '+0000'] = of(facts, 'zone').split(' ');
  const full = lines(of(facts, 'disk')).filter((line) => Number(/ (\d+)% /.exec(line)?.[1] ?? 0) >= FULL);
  const merged = lines(of(facts, 'offloads')).filter((line) =>
    /^(large-receive-offload|rx-gro-list|rx-udp-gro-forwarding): on/.test(line),
  );
  return [
    ...(max > 0 && count * 100 >= max * FULL
      ? [
          find(
            'conntrack',
            'problem',
            `conntrack holds ${count} of ${max}`,
            'a full table drops new calls',
            'conntrack: { max: 1048576 }',
          ),
        ]
      : []),
    ...(of(facts, 'forward') === '1'
      ? [
          find(
            'forward',
            'note',
            'this host forwards',
            'what it forwards for others is left alone; ports that are sent on are not closed by services',
          ),
        ]
      : []),
    ...(offset === '+0000'
      ? []
      : [
          find(
            'zone',
            'note',
            `the time zone is ${zone} (${offset})`,
            'kernels count hours in UTC',
            `when: { zone: "${offset.slice(0, 3)}:${offset.slice(3)}" }`,
          ),
        ]),
    ...(/=no$/.test(of(facts, 'clock'))
      ? [
          find(
            'clock',
            'problem',
            'the clock is not synchronised',
            'hours and logs are wrong by as much as it is',
            'run chronyd or systemd-timesyncd',
          ),
        ]
      : []),
    ...full.map((line) =>
      find(
        'disk',
        'problem',
        `${line.split(/\s+/).at(-1)} is ${/\d+%/.exec(line)?.[0]} full`,
        'an apply keeps a copy of what stands; the switch writes its records there',
      ),
    ),
    ...merged.map((line) =>
      find(
        'offload',
        'note',
        `the network card merges packets: ${line}`,
        'a rule sees several datagrams as one; sip.strangers.bytes bounds them',
        'ethtool -K DEVICE rx-gro-list off',
      ),
    ),
    ...lines(of(facts, 'cron')).map((line) =>
      find(
        'cron',
        'problem',
        `cron restarts something: ${line}`,
        'a restart of iptables takes our rules away until vosguard-keep puts them back; a reboot at night ends every call',
        'take it out of cron',
      ),
    ),
    ...lines(of(facts, 'sysctl')).map((line) =>
      find(
        'sysctl',
        'note',
        `/etc/sysctl.conf sets ${line}`,
        'the installer of the switch rewrites that file; where both set a key, the later file wins at boot',
      ),
    ),
  ];
}
