import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';

/** Local address and port, as ss and netstat have them. */
export function listeningFindings(facts: Facts): readonly Finding[] {
  const open = linesOf(said(facts, 'listening')).flatMap((line) => {
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

export function hostFindings(facts: Facts): readonly Finding[] {
  const find = (
    id: string,
    severity: Finding['severity'],
    what: string,
    means: string,
    write?: string,
  ): Finding => ({ id, severity, what, means, write });
  const [count = 0, max = 0] = linesOf(said(facts, 'conntrack')).map(Number);
  const [zone = 'UTC', offset = '+0000'] = said(facts, 'zone').split(' ');
  const full = linesOf(said(facts, 'disk')).filter((line) => Number(/ (\d+)% /.exec(line)?.[1] ?? 0) >= FULL);
  const merged = linesOf(said(facts, 'offloads')).filter((line) =>
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
    ...(said(facts, 'forward') === '1'
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
    ...(/=no$/.test(said(facts, 'clock'))
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
    ...linesOf(said(facts, 'cron')).map((line) =>
      find(
        'cron',
        'problem',
        `cron restarts something: ${line}`,
        'a restart of iptables takes our rules away until vosguard-keep puts them back; a reboot at night ends every call',
        'take it out of cron',
      ),
    ),
    ...linesOf(said(facts, 'sysctl')).map((line) =>
      find(
        'sysctl',
        'note',
        `/etc/sysctl.conf sets ${line}`,
        'the installer of the switch rewrites that file; where both set a key, the later file wins at boot',
      ),
    ),
  ];
}
