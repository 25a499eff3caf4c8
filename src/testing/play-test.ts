import { evaluator } from '../evaluate/evaluator.js';
import { type BackendRules, type EvaluatorOptions, rulesetsOf } from '../evaluate/options.js';
import type { Policy } from '../policy/policy.js';
import { type PolicyTest, testedSets } from '../policy/policy-test.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import { judge } from './judge.js';
import type { Failure, StepOutcome, TestOutcome } from './outcome.js';
import { type Played, playStep } from './play-step.js';

/**
 * Plays a test on the rules of a backend: from empty sets and full buckets, time from zero, each step after the one before
 * it. The same rules and the same test give the same outcome.
 */
export function playTest(
  test: PolicyTest,
  rules: BackendRules,
  options: EvaluatorOptions,
  { sip }: Pick<Policy, 'sip'>,
  machine = evaluator(rules, startingAt(test, options)),
): TestOutcome {
  const ids = new Set(rulesetsOf(rules).flatMap(ruleIds));
  const steps: StepOutcome[] = [];
  const failures: Failure[] = [];
  let start = 0;
  for (const [index, step] of test.steps.entries()) {
    start += step.wait ?? 0;
    const played = playStep(machine, step, { sip, ports: test.ports, start, index });
    steps.push(outcomeOf(played));
    failures.push(...judge(step, played, index, ids));
    start = played.end;
  }
  return { test, backend: rules.backend, steps, failures };
}

/** The options with the time at which a test begins. */
export const startingAt = (
  { starts }: Pick<PolicyTest, 'starts'>,
  options: EvaluatorOptions,
): EvaluatorOptions => (starts === undefined ? options : { ...options, starts });

/** The ids of all rules. */
export const ruleIds = ({ chains }: Ruleset): readonly string[] =>
  chains.flatMap((chain) => chain.rules.map(({ id }) => id));

function outcomeOf({ sent, delivered, peers, isIn }: Played): StepOutcome {
  const inSet = testedSets.map((set) => [set, peers.filter((peer) => isIn(set, peer)).length]);
  return { sent, delivered, sources: peers.length, inSet: Object.fromEntries(inSet) };
}
