import type { Frame } from './frame.js';
import type { Losses } from './seen-packet.js';

/** Milliseconds. Threads and queues of a capturing host mix up less than that; what is more is a clock that was set. */
const STEP = 1_000;
/** Seconds from 1970 to the end of the year 9999: a clock that counts in odd steps says any time. */
const LATEST = 253_402_300_799;

/**
 * The times of frames as milliseconds that never go back. A packet that is a little early for its place comes with the one before
 * it, as it did for the kernel; where the clock was set back, it goes on from where it was.
 */
export class Timeline {
  /** Seconds since 1970 of the first frame; `undefined` before it. */
  base: number | undefined;
  /** Of the last frame. */
  now = 0;
  #shift = 0;

  constructor(readonly losses: Losses) {}

  at({ seconds, nanoseconds }: Frame): number {
    if (seconds === undefined || seconds < 0 || seconds > LATEST) {
      this.losses.timeless += 1;
      return this.now;
    }
    this.base ??= seconds;
    const said = (seconds - this.base) * 1_000 + nanoseconds / 1e6 + this.#shift;
    if (said >= this.now) {
      this.now = said;
    } else if (this.now - said > STEP) {
      this.losses.steps += 1;
      this.#shift += this.now - said;
    } else {
      this.losses.outOfOrder += 1;
    }
    return this.now;
  }
}
