import { monthLater } from '../../net/month-later.js';
import type { DatedEntry, Policy } from '../../policy/policy.js';
import type { Audit } from '../audit/audit.js';
import { itemsAt } from '../audit/items-at.js';
import { checklistOf } from './checklist.js';
import type { ChecklistRecord } from './record.js';
import type { RuleOrigin } from './rule-origin.js';
import { type ItemState, stateOf } from './state.js';

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
