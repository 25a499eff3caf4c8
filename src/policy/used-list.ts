import type { LocatedRange } from '../net/located-range.js';
import type { LockedList } from './list-lock.js';
import type { ListSpec } from './list-spec.js';
import type { PolicyPath } from './path.js';

/** A list file where the policy names it. */
export interface UsedList {
  /** As shown to the user. */
  readonly file: string;
  /** In the order of its lines; those that could not be read are not among them. */
  readonly ranges: Iterable<LocatedRange>;
  /** Its entry in `lists`, where it has one, and what is known of the last refresh. */
  readonly spec: ListSpec | undefined;
  readonly locked: LockedList | undefined;
  /** Of the value that names the file. */
  readonly path: PolicyPath;
}
