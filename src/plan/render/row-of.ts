import type { Change, RuleChange } from '../plan.js';
import { changedFields } from './changed-fields.js';
import { numberText } from './number-text.js';
import { shortText } from './short-text.js';
import { signs } from './signs.js';

/** What is told in columns. */
export type Row = readonly [what: string, at: string, how: string];
export type RowChange = Extract<Change, { kind: 'rule' | 'chain' | 'leftover' }>;

export function rowOf(change: RowChange): Row {
  const at = change.origin?.at ?? '';
  const sign = signs[change.verb];
  switch (change.kind) {
    case 'rule':
      return [`${sign} ${change.id ?? `(no id) in ${change.chain}`}`, at, ruleText(change)];
    case 'chain':
      return [`${sign} chain ${change.chain}`, at, changedFields(change.fields)];
    case 'leftover': {
      const { backend, rules, chains } = change;
      const words = `${numberText(rules)} rules of vosguard in ${numberText(chains)} chains: the other backend's`;
      return [`${sign} ${backend}`, at, words];
    }
  }
}

function ruleText({ verb, text, fields, places }: RuleChange): string {
  const place = places.length === 1 && places[0] !== 'inet' ? ` (${places[0]} only)` : '';
  switch (verb) {
    case 'add':
    case 'remove':
      return `${shortText(text)}${place}`;
    case 'change':
      return `${changedFields(fields)}${place}`;
    case 'move':
      return `to another place in its chain${place}`;
  }
}
