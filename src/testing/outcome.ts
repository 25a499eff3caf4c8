import type { PolicyPath } from '../policy/path.js';
import type { PolicyTest, TestedSet } from '../policy/policy-test.js';
import type { Rule } from '../ruleset/ruleset.js';
import type { Unplayed } from './unplayed.js';

/** What became of one test on one backend. */
export interface TestOutcome {
  readonly test: PolicyTest;
  /** `nftables`; `iptables-legacy (kernel)`. */
  readonly backend: string;
  readonly steps: readonly StepOutcome[];
  readonly failures: readonly Failure[];
  /** Why a kernel proved nothing about it. */
  readonly unplayed?: Unplayed;
}

export interface StepOutcome {
  readonly sent: number;
  readonly delivered: number;
  /** Sources that are in the set afterwards. */
  readonly inSet: { readonly [S in TestedSet]: number };
  readonly sources: number;
}

/** An expectation that did not hold. */
export interface Failure {
  /** From 0; the test itself is the first. */
  readonly step: number;
  readonly what: 'delivered' | 'dropped' | 'rule' | 'evaluator' | TestedSet;
  readonly expected: string;
  readonly got: string;
  /** The first packet of the step that was treated otherwise than the expectation asks. */
  readonly packet: DifferingPacket | undefined;
  /** Where the policy says what was expected. */
  readonly path: PolicyPath;
}

export interface DifferingPacket {
  /** From 1, in the step. */
  readonly number: number;
  /** Milliseconds since the test began. */
  readonly at: number;
  /** The other side, whoever of the two sent it. */
  readonly peer: { readonly address: string; readonly port: number };
  readonly delivered: boolean;
  /** The rule that decided about it. */
  readonly rule: Rule | undefined;
  /** A kernel did it, which does not say why, and the evaluator says otherwise. */
  readonly isUnnamed?: true;
}
