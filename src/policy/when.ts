import type { WeekWindow } from '../net/week.js';
import type { PolicyPath } from './path.js';

/** Parts of a week, in UTC, by the kernel's clock. */
export interface When {
  readonly windows: readonly WeekWindow[];
  /** The policy says of which zone the hours are. */
  readonly zoned: boolean;
  readonly path: PolicyPath;
}
