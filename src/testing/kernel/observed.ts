import type { TestedSet } from '../../policy/policy-test.js';

/** What a kernel did with one step of a test. Times are milliseconds since its rules were loaded. */
export interface Observed {
  /** When the first packet was due. */
  readonly start: number;
  /** When each packet left, by its number; `undefined` for TCP, where the kernel decides when. */
  readonly times: readonly number[] | undefined;
  /** How far a time may be from the truth. */
  readonly slip: number;
  readonly delivered: number;
  /** The numbers of the packets that were, from 1; `undefined` where packets cannot be told apart. */
  readonly arrived: ReadonlySet<number> | undefined;
  /** The sources in each set afterwards, as `sourceText` has them; `undefined` where nobody asked. */
  readonly sets: { readonly [S in TestedSet]: ReadonlySet<string> } | undefined;
  /** Packets that each rule has counted in this step; a rule without a counter is absent. `undefined` where nobody asked. */
  readonly counted: ReadonlyMap<string, number> | undefined;
}
