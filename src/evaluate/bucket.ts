import { secondsIn } from '../net/rate.js';
import type { Count, Rate } from '../net/units.js';
import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import { type Clock, milliseconds } from './clock.js';
import type { Found, Walk } from './program.js';

/** A meter of the ruleset, with its state. */
export interface MeterState {
  /** Charges a packet; whether the match on the meter holds. */
  readonly charge: (walk: Walk) => boolean;
  /** What the next `charge` would find. */
  readonly look: (walk: Walk) => Found;
  /** The bucket of a packet's key is full again. */
  readonly refill: (walk: Walk) => void;
}

/** How a kernel counts a token bucket: nanoseconds that one packet costs, and the clock that it reads. */
export interface Arithmetic {
  readonly cost: (rate: Rate) => number;
  readonly time: (clock: Clock) => number;
}

/** nft_limit.c: the cost rounded down to a nanosecond. */
export const nftLimit: Arithmetic = {
  cost: ({ count, unit }) => Math.floor((secondsIn[unit] * 1e9) / count),
  time: (clock) => clock.now,
};

/**
 * xt_hashlimit.c: `scale` parts of a second, rounded down (1e6; revision 1: 1e4), and jiffies. The kernel counts in
 * credits, 2^39 of them in a jiffy of 4 ms, so that the rounding of credits is below a nanosecond. xt_limit.c is the same
 * with 1e4: what it calls 300/s is 303.03/s.
 */
export const xtLimit = (scale: number): Arithmetic => ({
  cost: ({ count, unit }) => Math.floor((scale * secondsIn[unit]) / count) * (1e9 / scale),
  time: (clock) => clock.tick,
});

/** A bucket that begins full; its capacity is what `burst` packets cost. */
export class Bucket {
  #tokens: number;
  #last: number;
  #fresh = true;
  readonly #capacity: number;

  constructor(
    readonly cost: number,
    readonly burst: Count,
    time: number,
  ) {
    this.#capacity = cost * burst;
    this.#tokens = this.#capacity;
    this.#last = time;
  }

  /** Charges one packet. Whether the bucket lets it pass. */
  take(time: number, clock: Clock): boolean {
    const given = this.#tokens + time - this.#last;
    const passes = this.#fresh || clock.reached(given - this.cost);
    this.#tokens = Math.min(this.#capacity, given) - (passes ? this.cost : 0);
    this.#last = time;
    this.#fresh = false;
    return passes;
  }

  /** Packets that it would let pass at once, to a fraction. */
  level(time: number): number {
    return Math.min(this.#capacity, this.#tokens + time - this.#last) / this.cost;
  }
}

/** One bucket for all packets: a named limit of nft, or xt_hashlimit without a mode. */
export class CommonBucket implements MeterState {
  readonly #over: boolean;
  #bucket: Bucket;

  constructor(
    { sense }: Meter,
    readonly algorithm: Extract<Algorithm, { kind: 'bucket' }>,
    readonly arithmetic: Arithmetic,
  ) {
    this.#over = sense === 'over';
    this.#bucket = new Bucket(arithmetic.cost(algorithm.rate), algorithm.burst, 0);
  }

  charge({ clock }: Walk): boolean {
    return this.#bucket.take(this.arithmetic.time(clock), clock) !== this.#over;
  }

  look({ clock }: Walk): Found {
    const { cost, burst } = this.#bucket;
    const tokens = this.#bucket.level(this.arithmetic.time(clock));
    return { kind: 'bucket', tokens, burst, wait: milliseconds(Math.max(0, 1 - tokens) * cost) };
  }

  refill({ clock }: Walk): void {
    const { cost, burst } = this.#bucket;
    this.#bucket = new Bucket(cost, burst, this.arithmetic.time(clock));
  }
}
