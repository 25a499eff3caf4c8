import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import type { MeterState } from './bucket.js';
import { type Clock, nanoseconds } from './clock.js';
import { type Key, type KeyOf, keyOf } from './keys.js';
import type { Found, Walk } from './program.js';

/**
 * xt_recent: time stamps (jiffies) of the packets that passed, by address, the last 2^n of them that hold `count`. A new
 * address takes the place of the one that was seen longest ago, where the table is full.
 */
export class RecentTable implements MeterState {
  /** In the order in which they were last seen. */
  readonly #stamps = new Map<Key, number[]>();
  readonly #key: KeyOf;
  readonly #span: number;
  readonly #kept: number;
  readonly #over: boolean;

  constructor(
    meter: Meter,
    readonly window: Extract<Algorithm, { kind: 'window' }>,
    readonly sources: number,
  ) {
    this.#key = keyOf[meter.key];
    this.#span = nanoseconds(Math.ceil(window.span / 1000) * 1000);
    this.#kept = 2 ** Math.ceil(Math.log2(window.count));
    this.#over = meter.sense === 'over';
  }

  charge({ packet, clock }: Walk): boolean {
    const key = this.#key(packet);
    const over = this.#counted(key, clock) >= this.window.count;
    if (!over) this.#write(key, clock);
    return over === this.#over;
  }

  look({ packet, clock }: Walk): Found {
    const since = clock.tick - this.#span;
    const counted = (this.#stamps.get(this.#key(packet)) ?? []).filter((stamp) => stamp >= since).length;
    return { kind: 'window', counted, most: this.window.count };
  }

  /** Nothing refills a window. */
  refill(): void {}

  #counted(key: Key, clock: Clock): number {
    const since = clock.tick - this.#span;
    return (this.#stamps.get(key) ?? []).filter((stamp) => clock.reached(stamp - since)).length;
  }

  #write(key: Key, { tick }: Clock): void {
    const stamps = this.#stamps.get(key) ?? [];
    if (this.#stamps.has(key)) this.#stamps.delete(key);
    else if (this.#stamps.size >= this.sources) this.#stamps.delete(this.#stamps.keys().next().value ?? 0);
    stamps.push(tick);
    if (stamps.length > this.#kept) stamps.shift();
    this.#stamps.set(key, stamps);
  }
}
