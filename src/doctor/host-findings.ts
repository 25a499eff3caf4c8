import type { Facts } from './facts-script.js';
import { type Finding, linesOf, said } from './finding.js';

/** Percent. */
const FULL = 90;

const find = (
  id: string,
  severity: Finding['severity'],
  what: string,
  means: string,
  write?: string,
): Finding => ({ id, severity, what, means, write });

/** What each part of a host has against a policy; nothing where it has nothing. */
const asked: readonly ((facts: Facts) => readonly Finding[])[] = [
  conntrack,
  forwards,
  zone,
  clock,
  disk,
  offloads,
];

export const hostFindings = (facts: Facts): readonly Finding[] => asked.flatMap((ask) => ask(facts));

function conntrack(facts: Facts): readonly Finding[] {
  const [count = 0, max = 0] = linesOf(said(facts, 'conntrack')).map(Number);
  if (max === 0 || count * 100 < max * FULL) return [];
  const what = `conntrack holds ${count} of ${max}`;
  return [find('conntrack', 'problem', what, 'a full table drops new calls', 'conntrack: { max: 1048576 }')];
}

function forwards(facts: Facts): readonly Finding[] {
  if (said(facts, 'forward') !== '1') return [];
  const means =
    'what it forwards for others is left alone; ports that are sent on are not closed by services';
  return [find('forward', 'note', 'this host forwards', means)];
}

function zone(facts: Facts): readonly Finding[] {
  const [name = 'UTC', offset = '+0000'] = said(facts, 'zone').split(' ');
  if (offset === '+0000') return [];
  const write = `when: { zone: "${offset.slice(0, 3)}:${offset.slice(3)}" }`;
  return [find('zone', 'note', `the time zone is ${name} (${offset})`, 'kernels count hours in UTC', write)];
}

function clock(facts: Facts): readonly Finding[] {
  if (!/=no$/.test(said(facts, 'clock'))) return [];
  const means = 'hours and logs are wrong by as much as it is';
  return [
    find('clock', 'problem', 'the clock is not synchronised', means, 'run chronyd or systemd-timesyncd'),
  ];
}

function disk(facts: Facts): readonly Finding[] {
  const full = linesOf(said(facts, 'disk')).filter((line) => Number(/ (\d+)% /.exec(line)?.[1] ?? 0) >= FULL);
  const means = 'an apply keeps a copy of what stands; the switch writes its records there';
  return full.map((line) =>
    find('disk', 'problem', `${line.split(/\s+/).at(-1)} is ${/\d+%/.exec(line)?.[0]} full`, means),
  );
}

function offloads(facts: Facts): readonly Finding[] {
  const merged = linesOf(said(facts, 'offloads')).filter((line) =>
    /^(large-receive-offload|rx-gro-list|rx-udp-gro-forwarding): on/.test(line),
  );
  const means = 'a rule sees several datagrams as one; sip.strangers.bytes bounds them';
  return merged.map((line) =>
    find(
      'offload',
      'note',
      `the network card merges packets: ${line}`,
      means,
      'ethtool -K DEVICE rx-gro-list off',
    ),
  );
}
