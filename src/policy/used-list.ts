import type { LocatedRange } from '../net/located-range.js';
import type { PolicyPath } from './path.js';

/** A list file where the policy names it. */
export interface UsedList {
  /** As shown to the user. */
  readonly file: string;
  /** In the order of its lines; those that could not be read are not among them. */
  readonly ranges: Iterable<LocatedRange>;
  /** Of the value that names the file. */
  readonly path: PolicyPath;
}
