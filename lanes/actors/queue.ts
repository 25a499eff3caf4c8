import { now } from '../../src/host/lab/agent/journal.js';

/** Milliseconds between two looks at the queue. */
const TICK = 2;

/**
 * A server of a limited, stated capacity: so many items in a second, one after the other, and so many that may wait.
 * It works by the clock, so that a late timer costs no capacity. A queue that is full loses one of those that wait, drawn by
 * lot. A socket's buffer loses the newest; with senders on the same machine that would favour whoever sends between two
 * bursts of a flood (seen: the same trial gave 35 % and 90 %), which packets from all over a network do not.
 */
export class BoundedQueue<T> {
  readonly #waiting: T[] = [];
  readonly #most: number;
  readonly #cost: number;
  readonly #serve: (item: T) => void;
  #state: number;
  /** The time up to which the server's work is done. */
  #free = now();

  constructor(capacity: number, most: number, seed: number, serve: (item: T) => void) {
    this.#state = seed;
    this.#cost = 1000 / capacity;
    this.#most = most;
    this.#serve = serve;
    setInterval(() => this.#work(), TICK).unref();
  }

  /** What is lost, if there is no room. */
  take(item: T): T | undefined {
    this.#work();
    // An idle server has saved nothing: its next item takes its whole time.
    if (this.#waiting.length === 0) this.#free = Math.max(this.#free, now());
    this.#waiting.push(item);
    if (this.#waiting.length <= this.#most) return undefined;
    return this.#waiting.splice(this.#draw(this.#waiting.length), 1)[0];
  }

  /** The generator of Numerical Recipes, modulo 2^32; the upper bits of it. */
  #draw(below: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * below);
  }

  #work(): void {
    const time = now();
    while (this.#waiting.length > 0 && this.#free + this.#cost <= time) {
      this.#free += this.#cost;
      const item = this.#waiting.shift();
      if (item !== undefined) this.#serve(item);
    }
  }
}
