import type { BackendRules } from '../../evaluate/options.js';
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
