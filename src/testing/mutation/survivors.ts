import { evaluator } from '../../evaluate/evaluator.js';
import type { Machine } from '../../evaluate/machine.js';
import type { BackendRules, EvaluatorOptions } from '../../evaluate/options.js';
import type { Policy } from '../../policy/policy.js';
import type { PolicyTest } from '../../policy/policy-test.js';
import { playTest, startingAt } from '../play.js';
import { type Mutant, mutantsOf } from './mutants.js';

/** What became of the mutants of one backend's rules. */
export interface MutationOutcome {
  readonly backend: BackendRules['backend'];
  readonly mutants: number;
  /** Those that no test noticed. */
  readonly survivors: readonly Mutant[];
}

/** A test as the mutation run needs it. */
export interface Watcher {
  /** The rules that are tried in it. */
  readonly tries: ReadonlySet<string>;
  /** Whether it fails on these rules. */
  readonly notices: (rules: BackendRules) => boolean;
}

/** Plays the tests on each mutant until one fails, those first that try few rules: they are about something. */
export function survivorsOf(rules: BackendRules, watchers: readonly Watcher[]): MutationOutcome {
  const ordered = watchers.toSorted((one, other) => one.tries.size - other.tries.size);
  const mutants = mutantsOf(rules);
  const survivors = mutants.filter(
    (mutant) =>
      !ordered.some(({ tries, notices }) => mutant.ids.some((id) => tries.has(id)) && notices(mutant.rules)),
  );
  return { backend: rules.backend, mutants: mutants.length, survivors };
}

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
