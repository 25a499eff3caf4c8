import { banText, byTimeLeft, sourceText, timeText } from '../bans/ban.js';
import type { ToldBan } from '../bans/list-text.js';
import { reasonText } from '../bans/reason.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { words } from '../diagnostics/words/index.js';
import { monthLater } from '../net/day.js';
import { numberText } from '../plan/render/rows.js';
import type { DatedEntry } from '../policy/policy.js';
import { isNearlyFull, type Load } from '../status/load.js';
import type { Refused, Status } from '../status/status.js';
import type { ChecklistRecord } from '../vos3000/checklist/record.js';
import {
  type Block,
  code,
  list,
  paragraph,
  type Section,
  type Text,
  type Worksheet,
} from '../vos3000/worksheet/worksheet.js';

/** What a review is made from. */
export interface ReviewInput {
  /** For the title. */
  readonly host: string;
  /** `2026-11-30`. */
  readonly today: string;
  readonly status: Status;
  /** The policy beside it; `undefined`: none is at hand. */
  readonly policy: ReviewedPolicy | undefined;
}

export interface ReviewedPolicy {
  readonly path: string;
  /** Whether it is what is applied, byte for byte. */
  readonly isApplied: boolean;
  readonly dated: readonly DatedEntry[];
  readonly findings: readonly Diagnostic[];
  /** What of the switch's checklist was noted as done, by item. */
  readonly record: ChecklistRecord;
}

const MOST_RULES = 15;
const MOST_BANS = 20;

/** The monthly review of the guides as one page: what stands, what was refused and banned since, and what to look into. */
export function makeReview(input: ReviewInput): Worksheet {
  const { host, today, status } = input;
  const known = status.refused.filter(({ id }) => ofKnown.test(id));
  return {
    title: `Review of ${host}, ${today}`,
    sections: [
      toDo(input, known),
      inForce(status),
      section('What was refused', refusedTable(status.refused), 'nothing was refused'),
      section('Known customers at their limits', refusedTable(known), 'no known source has met a limit'),
      bans(status.banned),
      section('Sets and tables', loadTable(status.loads), 'nothing can be counted'),
      ...(input.policy === undefined ? [] : [ofPolicy(input.policy, today)]),
    ],
  };
}

/** Rules that only sources meet which the switch has accepted. */
const ofKnown = /^(known|called)\./;

const section = (title: string, table: Block | undefined, none: string): Section => ({
  title,
  blocks: [table ?? paragraph(`${none}.`)],
});

/** Steps of the guides' own list, with what this host says to each. */
function toDo({ status, policy, today }: ReviewInput, known: readonly Refused[]): Section {
  const { differences, banned, loads, registrations } = status;
  const full = loads.filter(isNearlyFull);
  const past = policy?.dated.filter(({ until }) => until < today) ?? [];
  const ticks: readonly (readonly [boolean, Text])[] = [
    [
      differences.length === 0,
      ['Rules are active and saved, as they were applied: ', code('vosguard status')],
    ],
    [known.length === 0, ['Limits fit the traffic: no known customer has met one; else raise those below']],
    [banned?.length === 0, ['Nobody is banned who is a customer: look through the bans below']],
    [full.length === 0, ['No set is nearly full: ', code('sip.sizes')]],
    [status.byHand === undefined, ["The switch's own settings are as before the last profile"]],
    [policy !== undefined && past.length === 0, ['No entry of the policy is past its day']],
    [policy?.isApplied === true, ['The policy beside this page is what is applied']],
    [false, ["The switch's parameters are as wanted: ", code('vosguard vos audit')]],
    [false, ['Limits of the gateways fit their calls: ', code('vosguard vos advise')]],
    [
      false,
      registrations === undefined
        ? ['There is a baseline of registrations: ', code('watch --record-baseline'), ' from cron']
        : [`Registrations on a normal day are still ${numberText(registrations)}`],
    ],
    [false, ['Tried from outside: an OPTIONS is refused and counted, a call of a trusted peer succeeds']],
  ];
  return {
    title: 'What to do',
    blocks: [{ kind: 'ticks', items: ticks.map(([done, text]) => ({ done, text })) }],
  };
}

function inForce({ policy, backend, age, note, ends, differences, leftOut }: Status): Section {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['policy', `${policy.name}, sha256 ${policy.sha256.slice(0, 16)}`],
    ['profile', policy.profile ?? 'none'],
    ['backend', backend],
    ['applied', age === undefined ? undefined : `${timeText(age)} ago`],
    ['note', note],
    ['ends', ends === undefined ? undefined : `in ${timeText(Math.max(0, ends.secondsLeft))}`],
    ['not in force', leftOut === undefined ? undefined : `signatures: ${leftOut}`],
  ];
  const told = rows.flatMap(([name, text]) => (text === undefined ? [] : [[[name], [text]]]));
  return {
    title: 'In force',
    blocks: [
      { kind: 'table', head: ['', ''], rows: told },
      ...(differences.length === 0
        ? [paragraph('Everything is as it was applied.')]
        : [paragraph('Not as it was applied:'), list(...differences.map(({ text }): Text => [text]))]),
    ],
  };
}

/** Counters go on over an apply where the rule stands in the same chain, and begin anew with a restart of the host. */
function refusedTable(refused: readonly Refused[]): Block | undefined {
  if (refused.length === 0) return undefined;
  const rows = refused
    .slice(0, MOST_RULES)
    .map(({ id, policy, packets, sources }): readonly Text[] => [
      [numberText(packets)],
      [code(id)],
      policy === '' ? [] : [code(policy)],
      [
        sources
          .map(({ address, packets: count }) => `${sourceText(address)} (${numberText(count)})`)
          .join(', '),
      ],
    ]);
  return { kind: 'table', head: ['packets', 'rule', 'key of the policy', 'sources'], rows };
}

function bans(banned: readonly ToldBan[] | undefined): Section {
  const title = 'Bans';
  if (banned === undefined) return { title, blocks: [paragraph('There are too many to be listed here.')] };
  if (banned.length === 0) return { title, blocks: [paragraph('Nobody is banned.')] };
  const causes = new Map<string, number>();
  for (const { reason } of banned) {
    const cause = reason.kind === 'hand' ? 'by hand' : reason.causes.join(' or ') || 'not known';
    causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  const sums = [...causes].toSorted(([, a], [, b]) => b - a).map(([cause, n]) => `${cause} ${numberText(n)}`);
  const rows = banned
    .toSorted(byTimeLeft)
    .slice(0, MOST_BANS)
    .map((ban): readonly Text[] => [[code(banText(ban))], [timeText(ban.left)], [reasonText(ban.reason)]]);
  return {
    title,
    blocks: [
      paragraph(
        `${numberText(banned.length)} sources now: ${sums.join(', ')}. Those with the most time left:`,
      ),
      { kind: 'table', head: ['source', 'left', 'why'], rows },
    ],
  };
}

function loadTable(loads: readonly Load[]): Block | undefined {
  const rows = loads.flatMap(({ name, holds, entries, more, size }): readonly (readonly Text[])[] =>
    entries === undefined || entries === 0
      ? []
      : [
          [
            [code(name)],
            [holds],
            [`${numberText(entries)}${more ? ' and more' : ''}`],
            [numberText(size)],
            [size > 0 ? `${Math.round((100 * entries) / size)} %` : ''],
          ],
        ],
  );
  return rows.length === 0
    ? undefined
    : { kind: 'table', head: ['set', 'holds', 'entries', 'size', 'full'], rows };
}

function ofPolicy({ path, isApplied, dated, findings, record }: ReviewedPolicy, today: string): Section {
  const soon = monthLater(today);
  const ending = dated.filter(({ until }) => until <= soon);
  const done = [...record].map(
    ([item, { day, note }]): Text => [`${day} `, code(item), note === '' ? '' : `: ${note}`],
  );
  const parts: readonly (readonly [string, readonly Text[], string])[] = [
    [
      'Entries past their day, or within a month of it',
      ending.map(({ address, until, reason }) => [
        code(address),
        ` until ${until}${reason === '' ? '' : `, ${reason}`}`,
      ]),
      'None.',
    ],
    ['Findings of lint', findings.map(({ code: found }) => [code(found), ` ${words[found].title}`]), 'None.'],
    ["Of the switch's checklist, noted as done", done, 'Nothing is noted: vosguard vos checklist --done.'],
  ];
  return {
    title: `The policy ${path}`,
    blocks: [
      ...(isApplied ? [] : [paragraph('It is not what is applied on this host.')]),
      ...parts.flatMap(([title, items, none]): readonly Block[] => [
        { kind: 'heading', text: [title] },
        items.length === 0 ? paragraph(none) : list(...items),
      ]),
    ],
  };
}
