import { durationText } from '../net/duration.js';
import type { Action } from '../ruleset/action.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import { setText } from './match-words.js';

/** One kind of action, on the way of a packet that met it, and where one rule is told in a sentence: `it ...`. */
type ActionWords = {
  readonly [K in Action['kind']]: {
    readonly short: (action: Extract<Action, { kind: K }>) => string;
    readonly full: (action: Extract<Action, { kind: K }>, ruleset: Ruleset) => string;
  };
};

const goesOn = 'and goes on with the next rule';

const actionWords: ActionWords = {
  pass: {
    short: () => 'leaves these rules',
    full: () => "leaves vosguard's rules; the host's other rules may still say no",
  },
  accept: {
    short: () => 'accepted',
    full: () => 'accepts the packet',
  },
  drop: {
    short: () => 'dropped',
    full: () => 'drops the packet',
  },
  reject: {
    short: () => 'rejected',
    full: () => 'drops the packet and tells its sender so (ICMP)',
  },
  reset: {
    short: () => 'reset',
    full: () => 'ends the TCP connection: its sender gets a reset',
  },
  goto: {
    short: ({ chain }) => `on in ${chain}`,
    full: ({ chain }) => `goes on in chain ${chain}`,
  },
  jump: {
    short: ({ chain }) => `through ${chain}`,
    full: ({ chain }) =>
      `goes through chain ${chain}, and on with the next rule where that does not refuse it`,
  },
  classify: {
    short: ({ cases, otherwise }) =>
      `on by its first bytes: ${cases.map(({ text, chain }) => `${JSON.stringify(text)} in ${chain}`).join(', ')}, else in ${otherwise}`,
    full: ({ cases, otherwise }) =>
      `goes on by the first bytes: ${cases.map(({ text, chain }) => `${JSON.stringify(text)} in ${chain}`).join(', ')}; everything else in ${otherwise}`,
  },
  learn: {
    short: ({ set, side, timeout, full }) =>
      `the ${side} into ${set} for ${durationText(timeout)}${full === undefined ? '' : `, or on in ${full} where that is full`}`,
    full: ({ set, side, timeout, full }, ruleset) =>
      `puts the ${side} into ${setText(set, ruleset)} for ${durationText(timeout)}, ${full === undefined ? goesOn : `${goesOn}, or in chain ${full} where the set is full`}`,
  },
  forget: {
    short: ({ set, side }) => `the ${side} out of ${set}`,
    full: ({ set, side }, ruleset) => `takes the ${side} out of ${setText(set, ruleset)}, ${goesOn}`,
  },
  refill: {
    short: ({ meter }) => `fills ${meter} again`,
    full: ({ meter }) => `forgets what ${meter} has counted of it, ${goesOn}`,
  },
  note: {
    short: ({ side }) => `the ${side} noted with the rule`,
    full: ({ side }) => `notes the ${side} with the rule that refused it, for vosguard status, ${goesOn}`,
  },
  count: {
    short: () => 'counted',
    full: () => `counts it, ${goesOn}`,
  },
  log: {
    short: ({ prefix }) => `logged as ${JSON.stringify(prefix)}`,
    full: ({ prefix }) =>
      `writes a line to the kernel's log that begins with ${JSON.stringify(prefix)}, ${goesOn}`,
  },
  untrack: {
    short: () => 'not tracked by conntrack',
    full: () => `keeps the packet out of conntrack, ${goesOn}`,
  },
  mark: {
    short: ({ mark }) => `marked ${mark}`,
    full: ({ mark }) =>
      `${mark === 'none' ? 'takes the mark of the search off' : `marks it as "${mark}"`}, ${goesOn}`,
  },
};

/** `dropped`: what a rule did with a packet that it was met by. */
export function actionInShort(action: Action): string {
  const { short } = actionWords[action.kind] as { readonly short: (one: Action) => string };
  return short(action);
}

/** `drops the packet`: what a rule does, as a sentence. */
export function actionInFull(action: Action, ruleset: Ruleset): string {
  const { full } = actionWords[action.kind] as { readonly full: (one: Action, all: Ruleset) => string };
  return full(action, ruleset);
}
