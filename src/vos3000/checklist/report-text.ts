import { visible, visibleJson } from '../../diagnostics/visible.js';
import { pathText } from '../../policy/path.js';
import type { DatedEntry } from '../../policy/policy.js';
import { pages } from '../catalogue/page.js';
import { type Holder, type Item, type ListName, listNames } from './item.js';
import type { ChecklistReport } from './report.js';
import { type ItemState, states } from './state.js';

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
