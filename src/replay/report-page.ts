import {
  type Block,
  code,
  list,
  paragraph,
  type Section,
  type Text,
  type Worksheet,
} from '../vos3000/worksheet/worksheet.js';
import type { ReplayReport, SourceRow } from './report.js';
import { aboutText, clockText, countText, refusedText, verdictText } from './report-text.js';

const MOST_ROWS = 100;
const BAR = 40;

/** The report as a page that can be shown to somebody: the verdict first. */
export function replayPage(report: ReplayReport): Worksheet {
  const { customers, others, notes } = report;
  return {
    title: 'What the rules would have done',
    sections: [
      {
        title: undefined,
        blocks: [
          { kind: 'heading', text: [verdictText(report)] },
          list(...aboutText(report).map((line): Text => [line])),
        ],
      },
      section('Customers hurt', sourceTable(report, customers.list), 'None.'),
      section('Attackers and other sources', sourceTable(report, others.list), 'None.'),
      section('Packets to the switch', trafficTable(report), 'None.'),
      section('Rules that refused', ruleTable(report), 'None.'),
      section('Over time', timeTable(report), 'Nothing.'),
      ...(notes.length === 0
        ? []
        : [{ title: 'To know', blocks: [list(...notes.map((note): Text => [note]))] }]),
    ],
  };
}

const section = (title: string, table: Block | undefined, none: string): Section => ({
  title,
  blocks: [table ?? paragraph(none)],
});

function table(head: readonly string[], rows: readonly (readonly Text[])[]): Block | undefined {
  return rows.length === 0 ? undefined : { kind: 'table', head, rows };
}

function sourceTable(report: ReplayReport, rows: readonly SourceRow[]): Block | undefined {
  const hasAgents = rows.some(({ userAgents }) => userAgents.length > 0);
  const head = [
    'source',
    'is',
    'packets',
    'refused',
    'known',
    'banned',
    'most by',
    ...(hasAgents ? ['says'] : []),
  ];
  const time = (at: number | null): Text => [at === null ? '' : clockText(report, at)];
  return table(
    head,
    rows.slice(0, MOST_ROWS).map((row): readonly Text[] => {
      const [most] = row.refusals;
      return [
        [code(row.source)],
        [row.evidence ?? ''],
        [countText(row.offered)],
        [row.refused === 0 ? '0' : refusedText(row)],
        time(row.known),
        time(row.banned),
        most === undefined ? [] : [code(most.rule), ` ${most.place}`],
        ...(hasAgents ? [[row.userAgents.join(', ')]] : []),
      ];
    }),
  );
}

const trafficTable = ({ traffic }: ReplayReport): Block | undefined =>
  table(
    ['class', 'of customers', 'refused', 'of others', 'refused'],
    traffic.map(({ class: name, customers, others }): readonly Text[] => [
      [name],
      [countText(customers.offered)],
      [countText(customers.refused)],
      [countText(others.offered)],
      [countText(others.refused)],
    ]),
  );

const ruleTable = ({ rules }: ReplayReport): Block | undefined =>
  table(
    ['packets', 'sources', 'customers', 'rule', 'in the policy'],
    rules
      .slice(0, MOST_ROWS)
      .map(({ rule, place, packets, sources, customers }): readonly Text[] => [
        [countText(packets)],
        [countText(sources)],
        [countText(customers)],
        [code(rule)],
        [place],
      ]),
  );

/** Bars of letters: they print, they need no drawing, and a reader of the screen hears the numbers beside them. */
function timeTable(report: ReplayReport): Block | undefined {
  const { rows, seconds } = report.intervals;
  const most = Math.max(1, ...rows.map(({ offered }) => offered));
  const bar = (count: number, sign: string) => sign.repeat(Math.round((BAR * count) / most));
  return table(
    ['from', `packets in ${seconds} s`, 'refused', 'delivered \u2588, refused \u2591'],
    rows.map(({ from, offered, refused }): readonly Text[] => [
      [clockText(report, from)],
      [countText(offered)],
      [countText(refused)],
      [`${bar(offered - refused, '\u2588')}${bar(refused, '\u2591')}`],
    ]),
  );
}
