import { visible, visibleJson } from '../diagnostics/visible.js';
import type { ReplayReport, SourceRow, TrafficRow } from './report.js';

export const replayJson = (report: ReplayReport): string =>
  visibleJson(`${JSON.stringify(report, undefined, 2)}\n`);

const MOST_SHOWN = 20;

export const countText = (count: number): string => count.toLocaleString('en-US');

/** `12:00:03.250` after a beginning, or seconds where the capture has no time of day. */
export function clockText(report: Pick<ReplayReport, 'begins'>, at: number): string {
  if (report.begins === null) return `${(at / 1_000).toFixed(3)} s`;
  return new Date(Date.parse(report.begins) + at).toISOString().slice(11, 23);
}

/** The sentence that people ask for. */
export function verdictText({ verdict, customers, others }: ReplayReport): string {
  const { total, hurt } = customers;
  const stopped = `${countText(others.refusedPackets)} of ${countText(others.offeredPackets)} packets of ${countText(others.total)} other sources refused`;
  switch (verdict) {
    case 'nobody hurt':
      return `Nobody hurt: of ${countText(total)} customers none is refused. ${stopped}.`;
    case 'customers hurt':
      return `${countText(hurt)} of ${countText(total)} customers would be hurt. ${stopped}.`;
    case 'cannot tell':
      return `The capture shows no customer, so it cannot tell whom the rules would hurt. ${stopped}.`;
  }
}

/** What was played, in sentences. */
export function aboutText(report: ReplayReport): readonly string[] {
  const { files, begins, seconds, packets, policy, profile, backend, switch: own, customers } = report;
  const by = { said: 'as you say', policy: "by the policy's sip.to", found: 'from who answers' }[own.by];
  const start =
    report.knownAtStart !== null
      ? `${countText(report.knownAtStart)} customers known at the beginning`
      : report.learnSeconds > 0
        ? `nothing refused in the first ${report.learnSeconds} s`
        : 'nobody known at the beginning';
  return [
    `${files.join(', ')}: ${seconds.toFixed(1)} s${begins === null ? '' : ` from ${begins}`}`,
    `switch ${own.addresses.join(', ') || 'unknown'} (${by}); ${countText(packets.toSwitch)} packets to it, ${countText(packets.fromSwitch)} from it`,
    `${policy}${profile === null ? '' : `, profile ${profile}`}, rules for ${backend}; ${start}`,
    `${countText(customers.total)} customers: ${countText(customers.becameKnown)} became known, ${countText(customers.trusted)} are trusted, ${countText(customers.fromBefore)} in calls from before`,
  ];
}

/** `REGISTER 12 of 40, INVITE 1 of 3`: what was refused. */
export const refusedText = ({ classes }: SourceRow): string =>
  classes
    .filter(({ refused }) => refused > 0)
    .map(({ class: name, offered, refused }) => `${name} ${countText(refused)} of ${countText(offered)}`)
    .join(', ') || 'nothing';

function sourceLines(report: ReplayReport, row: SourceRow): readonly string[] {
  const banned =
    row.banned === null
      ? ''
      : `, banned ${clockText(report, row.banned)}${row.bannedBy === null ? '' : ` after ${row.bannedBy}`}`;
  const known = row.known === null ? '' : `, known ${clockText(report, row.known)}`;
  const evidence = row.evidence === null ? '' : ` (${row.evidence})`;
  const agents =
    row.userAgents.length === 0
      ? ''
      : `, says ${row.userAgents.map((agent) => JSON.stringify(agent)).join(', ')}`;
  return [
    `  ${row.source}${evidence}: refused ${refusedText(row)}${known}${banned}${agents}`,
    ...row.refusals
      .slice(0, 3)
      .map(
        ({ rule, place, packets, first }) =>
          `    ${countText(packets)} by ${rule}, ${place}, first ${clockText(report, first)}`,
      ),
  ];
}

function trafficLines(rows: readonly TrafficRow[]): readonly string[] {
  const cell = ({ offered, refused }: TrafficRow['customers']) => [countText(offered), countText(refused)];
  const table = [
    ['', 'customers', 'refused', 'others', 'refused'],
    ...rows.map(({ class: name, customers, others }) => [name, ...cell(customers), ...cell(others)]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    `  ${row.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

const shown = (rows: readonly unknown[], total: number): readonly string[] =>
  total > rows.length ? [`  and ${countText(total - rows.length)} more (--json has up to a thousand)`] : [];

/** The report for a terminal: whom it would hurt, whom it would stop, what reached the switch. */
export function replayText(report: ReplayReport): string {
  const lines = [
    verdictText(report),
    '',
    ...aboutText(report),
    ...customerLines(report),
    ...stoppedLines(report),
    '',
    'Packets to the switch:',
    ...trafficLines(report.traffic),
    ...refusingLines(report),
    ...(report.notes.length === 0 ? [] : ['', 'To know:', ...report.notes.map((note) => `  - ${note}`)]),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function customerLines(report: ReplayReport): readonly string[] {
  const { hurt, brushed, list } = report.customers;
  const rows = list.slice(0, MOST_SHOWN);
  const lost = `${countText(brushed)} customers lost keep-alives or a first OPTIONS, which they send again`;
  return [
    ...(hurt === 0
      ? []
      : ['', 'Customers hurt:', ...rows.flatMap((row) => sourceLines(report, row)), ...shown(rows, hurt)]),
    ...(brushed === 0 ? [] : ['', lost]),
  ];
}

function stoppedLines(report: ReplayReport): readonly string[] {
  const { refused: total, banned, list } = report.others;
  if (total === 0) return [];
  const rows = list.filter(({ refused }) => refused > 0).slice(0, MOST_SHOWN);
  return [
    '',
    `Stopped: ${countText(total)} sources, ${countText(banned)} of them banned`,
    ...rows.flatMap((row) => sourceLines(report, row)),
    ...shown(rows, total),
  ];
}

function refusingLines({ rules }: ReplayReport): readonly string[] {
  if (rules.length === 0) return [];
  const lines = rules
    .slice(0, MOST_SHOWN)
    .map(
      ({ rule, place, packets, sources, customers }) =>
        `  ${countText(packets)} packets of ${countText(sources)} sources (${countText(customers)} customers): ${rule}, ${place}`,
    );
  return ['', 'Rules that refused:', ...lines];
}
