import { monthLater } from '../../net/day.js';
import { isDifference, type itemsAt } from '../audit/audit.js';
import type { Item } from './item.js';
import type { ChecklistRecord, Done } from './record.js';

export const states = ['verified', 'due', 'differs', 'stated', 'open'] as const;

export type State =
  /** By hand within a month, or by an audit. */
  | 'verified'
  /** By hand, longer than a month ago. */
  | 'due'
  /** The switch holds something else than the policy wants. */
  | 'differs'
  /** The policy holds it, and nobody has looked. */
  | 'stated'
  /** Nothing in the policy holds it, and nobody has looked. */
  | 'open';

export interface ItemState {
  readonly item: Item;
  readonly state: State;
  /** Whether the audit that was handed in shows it. */
  readonly audited: boolean;
  /** Whether it is verified because its points are. */
  readonly byParts: boolean;
  readonly hand: Done | undefined;
  /** The day from which on it has to be looked at again. */
  readonly again: string | undefined;
}

/** What an audit has compared, by the place in the policy. */
export type Compared = ReturnType<typeof itemsAt>;

/** How each item stands on a day. An audit that differs weighs more than what a person has once seen. */
export function stateOf(item: Item, record: ChecklistRecord, compared: Compared, today: string): ItemState {
  const hand = record.get(item.id);
  const again = hand && monthLater(hand.day);
  const seen = auditOf(item, compared);
  const fresh = again !== undefined && today < again;
  const about = { item, audited: seen === 'same', byParts: false, hand, again };
  if (seen === 'differs') return { ...about, state: 'differs' };
  if (seen === 'same' || fresh) return { ...about, state: 'verified' };
  if (hand !== undefined) return { ...about, state: 'due' };
  return { ...about, state: item.held.length > 0 ? 'stated' : 'open' };
}

/** An audit shows an item when every value that holds it was compared and is the same. */
function auditOf({ held }: Item, compared: Compared): 'same' | 'differs' | 'nothing' {
  const verdicts = held.map((holder) => {
    if (holder.kind !== 'setting') return 'nothing';
    const items = compared(holder.path);
    if (items.some(isDifference)) return 'differs';
    return items.length > 0 && items.every(({ verdict }) => verdict === 'same') ? 'same' : 'nothing';
  });
  if (verdicts.includes('differs')) return 'differs';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'same') ? 'same' : 'nothing';
}
