import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';

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
  ];
}
