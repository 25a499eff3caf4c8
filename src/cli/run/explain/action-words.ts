import { durationText } from '../../../net/duration.js';
import type { Action, Ruleset } from '../../../ruleset/ruleset.js';
import { setText } from './named-things.js';

type Words = {
  readonly [K in Action['kind']]: (action: Extract<Action, { kind: K }>, ruleset: Ruleset) => string;
};

const goesOn = 'and goes on with the next rule';

const words: Words = {
  pass: () => "leaves vosguard's rules; the host's other rules may still say no",
  accept: () => 'accepts the packet',
  drop: () => 'drops the packet',
  reject: () => 'drops the packet and tells its sender so (ICMP)',
  reset: () => 'ends the TCP connection: its sender gets a reset',
  goto: ({ chain }) => `goes on in chain ${chain}`,
  classify: ({ cases, otherwise }) =>
    `goes on by the first bytes: ${cases.map(({ text, chain }) => `${JSON.stringify(text)} in ${chain}`).join(', ')}; everything else in ${otherwise}`,
  learn: ({ set, side, timeout, full }, ruleset) =>
    `puts the ${side} into ${setText(set, ruleset)} for ${durationText(timeout)}, ${full === undefined ? goesOn : `${goesOn}, or in chain ${full} where the set is full`}`,
  forget: ({ set, side }, ruleset) => `takes the ${side} out of ${setText(set, ruleset)}, ${goesOn}`,
  refill: ({ meter }) => `forgets what ${meter} has counted of it, ${goesOn}`,
  note: ({ side }, _) => `notes the ${side} with the rule that refused it, for vosguard status, ${goesOn}`,
  count: () => `counts it, ${goesOn}`,
  log: ({ prefix }) =>
    `writes a line to the kernel's log that begins with ${JSON.stringify(prefix)}, ${goesOn}`,
  untrack: () => `keeps the packet out of conntrack, ${goesOn}`,
  mark: ({ mark }) =>
    `${mark === 'none' ? 'takes the mark of the search off' : `marks it as "${mark}"`}, ${goesOn}`,
};

/** What a rule does with a packet, in words. */
export function actionWords(action: Action, ruleset: Ruleset): string {
  const say = words[action.kind] as (one: Action, all: Ruleset) => string;
  return say(action, ruleset);
}
