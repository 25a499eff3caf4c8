import { visible, visibleJson } from '../../diagnostics/visible.js';
import { monthLater } from '../../net/day.js';
import { pathText } from '../../policy/path.js';
import type { DatedEntry, Policy } from '../../policy/policy.js';
import { type Audit, itemsAt } from '../audit/audit.js';
import { pages } from '../catalogue/sources.js';
import { checklistOf } from './checklist.js';
import { type Holder, type Item, type ListName, listNames, type RuleOrigin } from './item.js';
import type { ChecklistRecord } from './record.js';
import { type ItemState, stateOf, states } from './state.js';

export interface ChecklistReport {
  readonly today: string;
  readonly items: readonly ItemState[];
  /** Entries of `addresses` whose last day is over. */
  readonly past: readonly DatedEntry[];
  /** Those that end within a month. */
  readonly ending: readonly DatedEntry[];
}

export interface ChecklistInput {
  readonly policy: Policy;
  readonly rules: readonly RuleOrigin[];
  readonly record: ChecklistRecord;
  readonly audit: Audit | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export function checklistReport({ policy, rules, record, audit, today }: ChecklistInput): ChecklistReport {
  const soon = monthLater(today);
  const compared = itemsAt(audit);
  return {
    today,
    items: withParts(checklistOf(policy, rules).map((item) => stateOf(item, record, compared, today))),
    past: policy.dated.filter(({ until }) => until < today),
    ending: policy.dated.filter(({ until }) => until >= today && until < soon),
  };
}

/** Whether everything is verified and nothing is overdue. */
export const isComplete = ({ items, past }: ChecklistReport): boolean =>
  past.length === 0 && items.every(({ state }) => state === 'verified');

/** A layer whose points are all verified is, too. One that differs or that somebody has seen stands for itself. */
function withParts(items: readonly ItemState[]): readonly ItemState[] {
  const verified = new Set(items.flatMap(({ item, state }) => (state === 'verified' ? [item.id] : [])));
  return items.map((one) => {
    const { parts } = one.item;
    const whole = parts.length > 0 && parts.every((part) => verified.has(part));
    return whole && one.state !== 'differs' && one.state !== 'verified'
      ? { ...one, state: 'verified', byParts: true }
      : one;
  });
}

const headings: { readonly [L in ListName]: string } = {
  'flood checklist': 'The checklist of the guide to floods',
  'flood layers': 'Five layers against floods',
  'scanner layers': 'Five layers against scanners',
  review: 'Review',
};

/** The checklist for people. */
export function reportText(report: ChecklistReport): string {
  const lines = [
    ...listNames.flatMap((list) => [
      headings[list],
      ...report.items.filter(({ item }) => item.list === list).flatMap(itemLines),
    ]),
    ...entryLines('Past their day', report.past),
    ...entryLines('Ending within a month', report.ending),
    counts(report),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

const indent = ' '.repeat(12);

function itemLines({ item, state, audited, byParts, hand, again }: ItemState): readonly string[] {
  const by = [
    ...(audited ? ['by audit'] : []),
    ...(byParts ? [`by its points: ${item.parts.join(', ')}`] : []),
    ...(hand === undefined ? [] : [`by hand on ${hand.day}: ${hand.note}`]),
    ...(again === undefined ? [] : [`again on ${again}`]),
  ];
  const missing = state === 'verified' ? [] : [`by hand: ${item.byHand}`];
  return [
    `  ${state.padEnd(8)}  ${item.id}: ${item.title}`,
    `${indent}${heldText(item)}`,
    ...[...by, ...missing].map((line) => `${indent}${line}`),
  ];
}

const shown = 3;

function heldText({ held, page }: Item): string {
  const names = held.slice(0, shown).map(holderText);
  const more = held.length > shown ? ` and ${held.length - shown} more` : '';
  const by = held.length === 0 ? 'held by nothing in the policy' : `held by ${names.join(', ')}${more}`;
  return page === undefined ? by : `${by}; page ${pages[page].title}`;
}

function holderText(holder: Holder): string {
  switch (holder.kind) {
    case 'rule':
      return `rule ${holder.id}${holder.value === undefined ? '' : ` (${holder.value})`}`;
    case 'setting':
      return `${holder.name} ${holder.value}`;
    case 'policy':
      return pathText(holder.path);
  }
}

const entryLines = (title: string, entries: readonly DatedEntry[]): readonly string[] =>
  entries.length === 0
    ? []
    : [title, ...entries.map(({ address, until, reason }) => `  ${until}  ${address}  ${reason}`)];

function counts({ items, past }: ChecklistReport): string {
  const parts = states.flatMap((state) => {
    const count = items.filter((one) => one.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return [...parts, ...(past.length === 0 ? [] : [`${past.length} entries past their day`])].join(', ');
}

/** The checklist for programs. What is not known is `null`. */
export function reportJson({ today, items, past, ending }: ChecklistReport): string {
  const entry = ({ address, until, reason, path }: DatedEntry) => ({
    ...{ address, until, reason },
    policy: pathText(path),
  });
  const json = {
    format: 1,
    today,
    items: items.map(({ item, state, audited, byParts, hand, again }) => ({
      ...{ id: item.id, list: item.list, title: item.title, state },
      held: item.held.map((holder) =>
        holder.kind === 'rule' ? holder : { ...holder, path: pathText(holder.path) },
      ),
      page: item.page === undefined ? null : pages[item.page].title,
      ...{ audited, byParts, hand: hand ?? null, again: again ?? null },
    })),
    past: past.map(entry),
    ending: ending.map(entry),
  };
  return visibleJson(`${JSON.stringify(json, undefined, 2)}\n`);
}
