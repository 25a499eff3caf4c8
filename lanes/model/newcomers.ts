import { evaluator } from '../../src/evaluate/evaluator.js';
import type { BackendRules, EvaluatorOptions } from '../../src/evaluate/options.js';
import { registrars } from '../sizes.js';
import { PATIENCE, playFlood, playPhone, SPREAD } from './senders.js';
import { type Load, ModelSwitch } from './switch.js';
import { randomOf, Timeline } from './timeline.js';
import type { NewcomersTrial } from './trials.js';

export interface NewcomersResult extends Load {
  readonly tried: number;
  readonly registered: number;
  /** Milliseconds that half of those who registered needed at most. */
  readonly half: number;
}

/** Plays one trial behind the rules of a backend, or behind none, from empty sets. The same seed gives the same result. */
export function playNewcomers(
  { lead, flood, phones }: NewcomersTrial,
  seed: number,
  rules?: BackendRules,
  options: EvaluatorOptions = {},
): NewcomersResult {
  const timeline = new Timeline();
  const random = randomOf(seed);
  const machine = rules && evaluator(rules, options);
  const to = new ModelSwitch(timeline, random, registrars.full, machine);
  const times: number[] = [];
  const all = phones(random, lead);
  playFlood(to, flood);
  for (const phone of all) playPhone(to, phone, (after) => times.push(after));
  timeline.run(lead + SPREAD + PATIENCE);
  const half = times.sort((one, other) => one - other)[times.length >> 1] ?? 0;
  return { ...to.load(), tried: all.length, registered: times.length, half };
}
