import type { Weekday } from '../net/week.js';
import type { Doubt } from './options.js';

const NS_PER_MS = 1_000_000;
/** nft's sets and xt_hashlimit's tables are cleared each second; a busy machine takes longer to get to it. */
const SWEPT = 2_000 * NS_PER_MS;
const DAY = 86_400;
const WEEK = 7 * DAY;

/** Monday, noon: when rules are loaded, where nobody says another time. */
export const usualStart = DAY + DAY / 2;

/**
 * The kernel's two clocks: nanoseconds, and jiffies for everything that ends after a time. Times are nanoseconds as whole
 * numbers, which a double holds exactly for a hundred days.
 */
export class Clock {
  /** Nanoseconds since the rules were loaded. */
  now = 0;
  /** `now` at the last tick. */
  tick = 0;
  /** Nanoseconds. */
  readonly jiffy: number;
  readonly #within: number;
  readonly #decide: Doubt['decide'];
  readonly #starts: number;

  /** @param starts Seconds from the beginning of a Sunday, UTC, to the load of the rules. */
  constructor(hz: number, doubt: Doubt | undefined, starts = usualStart) {
    this.#starts = starts;
    this.jiffy = 1_000_000_000 / hz;
    this.#within = doubt === undefined ? -1 : doubt.within * NS_PER_MS;
    this.#decide = doubt?.decide ?? ((likely) => likely);
  }

  /** @param at Milliseconds. A packet before the last one comes with it: the kernel's clock never goes back. */
  set(at: number): void {
    this.now = Math.max(this.now, Math.round(at * NS_PER_MS));
    this.tick = Math.floor(this.now / this.jiffy) * this.jiffy;
  }

  /** The day of the week and the second of that day, UTC. */
  weekTime(): { readonly day: Weekday; readonly second: number } {
    const second = Math.floor(this.#starts + this.now / 1_000_000_000) % WEEK;
    return { day: Math.floor(second / DAY) as Weekday, second: second % DAY };
  }

  /** What no time of a packet tells, such as whether a timer of the kernel's own has run. */
  guess(likely: boolean): boolean {
    return this.#within < 0 ? likely : this.#decide(likely);
  }

  /** Whether the place of an entry is free that has been over for so many nanoseconds: a kernel clears a table once a second or so. */
  swept(over: number): boolean {
    return over >= 0 && (over >= SWEPT || this.guess(true));
  }

  /** Whether a time has come: `over` is how many nanoseconds it has been over, negative where it is still to come. */
  reached(over: number): boolean {
    return Math.abs(over) <= this.#within ? this.#decide(over >= 0) : over >= 0;
  }
}

export const nanoseconds = (milliseconds: number): number => Math.round(milliseconds * NS_PER_MS);
export const milliseconds = (ns: number): number => ns / NS_PER_MS;
