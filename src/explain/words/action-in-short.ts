import { durationText } from '../../net/duration.js';
import type { Action } from '../../ruleset/action.js';

type Words = { readonly [K in Action['kind']]: (action: Extract<Action, { kind: K }>) => string };

const words: Words = {
  pass: () => 'leaves these rules',
  accept: () => 'accepted',
  drop: () => 'dropped',
  reject: () => 'rejected',
  reset: () => 'reset',
  goto: ({ chain }) => `on in ${chain}`,
  classify: ({ cases, otherwise }) =>
    `on by its first bytes: ${cases.map(({ text, chain }) => `${JSON.stringify(text)} in ${chain}`).join(', ')}, else in ${otherwise}`,
  learn: ({ set, side, timeout, full }) =>
    `the ${side} into ${set} for ${durationText(timeout)}${full === undefined ? '' : `, or on in ${full} where that is full`}`,
  forget: ({ set, side }) => `the ${side} out of ${set}`,
  refill: ({ meter }) => `fills ${meter} again`,
  note: ({ side }) => `the ${side} noted with the rule`,
  count: () => 'counted',
  log: ({ prefix }) => `logged as ${JSON.stringify(prefix)}`,
  untrack: () => 'not tracked by conntrack',
  mark: ({ mark }) => `marked ${mark}`,
};

/** What a rule does with a packet that it is met by. */
export function actionInShort(action: Action): string {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  return (words[action.kind] as (action: Action) => string)(action);
}
