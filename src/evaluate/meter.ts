import type { Found } from './trace.js';
import type { Walk } from './walk.js';

/** A meter of the ruleset, with its state. */
export interface MeterState {
  /** Charges a packet; whether the match on the meter holds. */
  readonly charge: (walk: Walk) => boolean;
  /** What the next `charge` would find. */
  readonly look: (walk: Walk) => Found;
  /** The bucket of a packet's key is full again. */
  readonly refill: (walk: Walk) => void;
}
