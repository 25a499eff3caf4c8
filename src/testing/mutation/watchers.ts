import { evaluator } from '../../evaluate/evaluator.js';
import type { Machine } from '../../evaluate/machine.js';
import type { BackendRules, EvaluatorOptions } from '../../evaluate/options.js';
import type { Policy } from '../../policy/policy.js';
import type { PolicyTest } from '../../policy/policy-test.js';
import { playTest, startingAt } from '../play-test.js';
import type { Watcher } from './survivors.js';

/** The tests of a policy, played once on its rules to see which of them each tries. */
export function watchersOf(
  tests: readonly PolicyTest[],
  rules: BackendRules,
  options: EvaluatorOptions,
  policy: Pick<Policy, 'sip'>,
): readonly Watcher[] {
  return tests.map((one) => {
    const tries = new Set<string>();
    playTest(one, rules, options, policy, noting(evaluator(rules, startingAt(one, options)), tries));
    return { tries, notices: (changed) => playTest(one, changed, options, policy).failures.length > 0 };
  });
}

/** The same machine, which writes the id of every rule that it tries into the set. */
export function noting(machine: Machine, tries: Set<string>): Machine {
  const trace: Machine['trace'] = (packet) => {
    const traced = machine.trace(packet);
    for (const { steps } of traced.stages) for (const { rule } of steps) tries.add(rule.id);
    return traced;
  };
  return { ...machine, packet: trace, trace };
}
