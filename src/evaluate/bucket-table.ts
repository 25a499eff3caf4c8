import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import { type Arithmetic, Bucket, type MeterState } from './bucket.js';
import { milliseconds, nanoseconds } from './clock.js';
import { KeyedTable } from './keyed-table.js';
import { type KeyOf, keyOf } from './keys.js';
import type { Found, Walk } from './program.js';

/**
 * What a table does with a new key when it has no room, in words of the match: it holds, it does not, or (xt_hashlimit)
 * the packet is dropped there and then.
 */
export type Missed = 'holds' | 'fails' | 'drops';

/** A bucket for each key: an nft set whose elements have limits, or the hash table of xt_hashlimit. */
export class BucketTable implements MeterState {
  readonly #table: KeyedTable<Bucket>;
  readonly #key: KeyOf;
  readonly #cost: number;
  readonly #expire: number;
  readonly #over: boolean;

  constructor(
    readonly meter: Meter,
    readonly algorithm: Extract<Algorithm, { kind: 'bucket' }>,
    readonly arithmetic: Arithmetic,
    readonly missed: Missed,
  ) {
    const cost = arithmetic.cost(algorithm.rate);
    this.#table = new KeyedTable(
      meter.size,
      (clock) => new Bucket(cost, algorithm.burst, arithmetic.time(clock)),
    );
    this.#key = keyOf[meter.key];
    this.#cost = cost;
    this.#expire = nanoseconds(meter.expire);
    this.#over = meter.sense === 'over';
  }

  charge(walk: Walk): boolean {
    const { clock } = walk;
    const entry = this.#table.entryOf(this.#key(walk.packet), clock);
    if (entry === undefined) {
      walk.hotdrop = this.missed === 'drops';
      return this.missed === 'holds';
    }
    entry.expires = clock.tick + this.#expire;
    return entry.bucket.take(this.arithmetic.time(clock), clock) !== this.#over;
  }

  look({ packet, clock }: Walk): Found {
    const { burst } = this.algorithm;
    const bucket = this.#table.bucketOf(this.#key(packet), clock);
    if (bucket === undefined)
      return { kind: 'bucket', tokens: this.#table.hasRoom(clock) ? burst : undefined, burst, wait: 0 };
    const tokens = bucket.level(this.arithmetic.time(clock));
    const wait = milliseconds(Math.max(0, 1 - tokens) * this.#cost);
    return { kind: 'bucket', tokens, burst, wait };
  }

  refill({ packet }: Walk): void {
    this.#table.forget(this.#key(packet));
  }
}
