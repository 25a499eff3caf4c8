import { evaluator } from '../src/evaluate/evaluator.js';
import type { BackendRules, EvaluatorOptions } from '../src/evaluate/options.js';
import type { Trace } from '../src/evaluate/program.js';
import type { Event, Events } from './events.js';

export interface Difference {
  readonly event: Event;
  /** What the model says of it. */
  readonly trace: Trace;
}

export type Verdict =
  | { readonly kind: 'agrees'; readonly doubts: number; readonly packets: number }
  | { readonly kind: 'differs'; readonly difference: Difference }
  /** So much hung on the clock that not every way it may have gone was tried. */
  | { readonly kind: 'undecided'; readonly difference: Difference };

interface Choice {
  readonly chosen: boolean;
  readonly turned: boolean;
}

const MOST_TRIES = 2_000;

/**
 * Whether a model can have done what a kernel did. Where the clock decides by less than it may be off, either way is
 * possible; the likely one is tried first, and where it leads to a packet that the kernel treated otherwise, the last such
 * choice before that packet is turned.
 */
export function agree(rules: BackendRules, options: EvaluatorOptions, { list, doubt }: Events): Verdict {
  let choices: Choice[] = [];
  let furthest: Difference | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { difference, made } = replay(rules, options, list, doubt, choices);
    if (difference === undefined) {
      const doubts = made.filter(({ turned }) => turned).length;
      return { kind: 'agrees', doubts, packets: list.length };
    }
    if (furthest === undefined || difference.event.packet.at > furthest.event.packet.at)
      furthest = difference;
    const open = made.findLastIndex(({ turned }) => !turned);
    if (open < 0) return { kind: 'differs', difference: furthest };
    const turned = made[open] as Choice;
    choices = [...made.slice(0, open), { chosen: !turned.chosen, turned: true }];
  }
  return { kind: 'undecided', difference: furthest as Difference };
}

function replay(
  rules: BackendRules,
  options: EvaluatorOptions,
  list: readonly Event[],
  within: number,
  choices: readonly Choice[],
) {
  const made: Choice[] = [];
  const decide = (likely: boolean): boolean => {
    const choice = choices[made.length] ?? { chosen: likely, turned: false };
    made.push(choice);
    return choice.chosen;
  };
  const machine = evaluator(rules, { ...options, doubt: { within, decide } });
  for (const event of list) {
    const trace = machine.trace(event.packet);
    if (differs(event, trace)) return { difference: { event, trace }, made };
  }
  return { difference: undefined, made };
}

const differs = ({ delivered, reset }: Event, { verdict }: Trace): boolean =>
  (verdict === 'delivered') !== delivered || (reset !== undefined && (verdict === 'reset') !== reset);
