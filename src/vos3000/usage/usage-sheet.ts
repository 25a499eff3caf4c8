import { timeText } from '../calls/times.js';
import { exactly } from '../catalogue/entries.js';
import { gatewayFields } from '../catalogue/gateway.js';
import type { Range } from '../catalogue/parameter.js';
import { pages } from '../catalogue/sources.js';
import { rangeText } from '../catalogue/text.js';
import type { Tier } from '../catalogue/tier.js';
import { citations, wayTo } from '../worksheet/sheet.js';
import {
  type Block,
  blank,
  code,
  list,
  paragraph,
  type Section,
  strong,
  type Text,
  type Worksheet,
} from '../worksheet/worksheet.js';
import {
  type GatewayAdvice,
  type LimitAdvice,
  type LimitKey,
  peakText,
  ROOM,
  STEP,
  type UsageReport,
  verdictText,
  WIDE,
} from './advice.js';
import type { HourUsage, Spread } from './usage.js';

/** Limits of gateways beside what the records show, for a person at the client; and what a normal hour is. */
export function usageSheet(report: UsageReport): Worksheet {
  const sheet = citations();
  const sections: readonly Section[] = [
    { title: undefined, blocks: [readFrom(report), method] },
    {
      title: pages['mapping-gateway'].title,
      blocks: [
        wayTo(sheet, 'mapping-gateway'),
        ...report.gateways.flatMap((one) => gatewayBlocks(sheet.cite, one)),
      ],
    },
    { title: 'A normal hour', blocks: hourBlocks(report.usage.hours) },
    ...(report.notes.length === 0
      ? []
      : [{ title: 'Of the records', blocks: [list(...report.notes.map((note): Text => [note]))] }]),
  ];
  return {
    title: 'Limits of the gateways beside what they used',
    sections: [...sections, { title: 'Sources', blocks: sheet.blocks() }],
  };
}

function readFrom({ where, clock, usage: { total, first, last } }: UsageReport): Block {
  const time: Text =
    first === undefined || last === undefined
      ? []
      : [', from ', code(timeText(first)), ' to ', code(timeText(last))];
  const zone = clock === 'UTC' ? '; times are UTC.' : "; times are the switch's own.";
  return paragraph('Call records of ', code(where), `: ${total}`, ...time, zone);
}

const method: Block = list(
  [
    'Seen is the most there was: attempts in one second, failed ones too; conversations at once; the longest conversation in seconds. The time of ringing is in no record that is published, so that more lines were in use than conversations.',
  ],
  [
    `By use is ${ROOM} times that, a duration rounded up to ${STEP} s. It is arithmetic and no advice: a quiet week says little about a busy one. Wide is a limit above both that and ${WIDE} times what was seen.`,
  ],
  [
    'What the switch itself refused for a limit may not be recorded: where seen is just the present limit, more was wanted.',
  ],
  [
    'The sheet changes nothing. Write down what stands under present before you change it: it is the way back.',
  ],
);

const titles = new Map(gatewayFields.map(({ key, title, tab }) => [key, { title, tab }]));

function gatewayBlocks(
  cite: ReturnType<typeof citations>['cite'],
  { name, calls, tier, inPolicy, limits }: GatewayAdvice,
): readonly Block[] {
  const row = (one: LimitAdvice): readonly Text[] => {
    const range = tier === undefined ? undefined : rangeIn(tier, one.key);
    return [
      [titles.get(one.key)?.title ?? one.key],
      [blank],
      [one.wanted === undefined ? '' : code(String(one.wanted))],
      [one.seen === undefined ? 'nothing' : code(peakText(one.seen))],
      [one.byUse === undefined ? '' : code(String(one.byUse))],
      tier === undefined || range === undefined ? [''] : [`${rangeText(range)}, `, ...cite(tier)],
      [one.verdict === 'too low' ? strong(verdictText[one.verdict]) : verdictText[one.verdict]],
      [blank],
    ];
  };
  const about = `${calls} calls${inPolicy ? '' : '; not in the policy'}${tier === undefined ? '' : `; tier ${tier.name}`}`;
  return [
    { kind: 'heading', text: ['Gateway ', code(name), ` (${about})`] },
    {
      kind: 'table',
      head: ['limit', 'present', 'policy', 'seen', 'by use', 'tier', 'verdict', 'done'],
      rows: limits.map(row),
    },
  ];
}

function rangeIn(tier: Tier, key: LimitKey): Range {
  switch (key) {
    case 'cps':
      return tier.cps;
    case 'concurrent_calls':
      return tier.concurrentCalls;
    case 'max_duration':
      return exactly(tier.maxDuration);
  }
}

/** Least, median and most of the days. */
const spreadText = ({ least, median, most }: Spread): Text => [code(`${least} / ${median} / ${most}`)];

function hourBlocks(hours: readonly HourUsage[]): readonly Block[] {
  return [
    paragraph(
      'Calls and registered accounts by hour of the day: the least, the median and the most of the days. An account is a caller without a gateway, or a gateway that the policy knows by its password, with a conversation in that hour: it was registered, so that there were at least so many registrations. No record that is published tells registrations themselves. Accounts are counted to within some percent.',
    ),
    {
      kind: 'table',
      head: ['hour', 'days', 'calls', 'registered'],
      rows: hours.map(({ hour, days, calls, registered }) => [
        [String(hour).padStart(2, '0')],
        [String(days)],
        spreadText(calls),
        spreadText(registered),
      ]),
    },
  ];
}
