import type { Match } from '../ruleset/match.js';
import type { Chain, Rule } from '../ruleset/ruleset.js';
import type { Found } from './trace.js';
import type { Walk } from './walk.js';

/** A match that can be asked. */
export interface Test {
  readonly match: Match;
  /** Whether it holds. Meters and some sets change by being asked. */
  readonly holds: (walk: Walk) => boolean;
  /** What it is about to find in a table. */
  readonly look: ((walk: Walk) => Found) | undefined;
}

/** What compiling a match gives. */
export type Compiled = Test['holds'] | { readonly [K in 'holds' | 'look']: NonNullable<Test[K]> };

/** The end of a walk at one hook. */
export type End = 'pass' | 'drop' | 'reject' | 'reset';

/** What an action says: on in another chain, the end, or (`undefined`) on with the next rule. */
export type Next = Step | End | undefined;

export interface CompiledRule {
  readonly rule: Rule;
  readonly tests: readonly Test[];
  readonly act: (walk: Walk) => Next;
  /** Whoever meets it is refused, wherever the chains lead that follow. */
  readonly refuses: boolean;
}

/** A chain. Mutable while the ruleset is compiled, since chains lead to each other. */
export interface Step {
  readonly id: Chain['id'];
  rules: readonly CompiledRule[];
}
