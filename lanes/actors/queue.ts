import { now } from '../../test/packets/agent/clock.js';

/** Milliseconds between two looks at the queue. */
const TICK = 2;

/**
 * A server of a limited, stated capacity: so many items in a second, one after the other, and so many that may wait.
 * It works by the clock, so that a late timer costs no capacity.
 */
export class BoundedQueue<T> {
  readonly #waiting: T[] = [];
  readonly #most: number;
  readonly #cost: number;
  readonly #serve: (item: T) => void;
  /** The time up to which the server's work is done. */
  #free = now();

  constructor(capacity: number, most: number, serve: (item: T) => void) {
    this.#cost = 1000 / capacity;
    this.#most = most;
    this.#serve = serve;
    setInterval(() => this.#work(), TICK).unref();
  }

  /** Whether there was room. */
  take(item: T): boolean {
    this.#work();
    if (this.#waiting.length >= this.#most) return false;
    // An idle server has saved nothing: its next item takes its whole time.
    if (this.#waiting.length === 0) this.#free = Math.max(this.#free, now());
    this.#waiting.push(item);
    return true;
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
