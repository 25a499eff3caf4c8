import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import { type Arithmetic, Bucket, type MeterState } from './bucket.js';
import { type Clock, milliseconds, nanoseconds } from './clock.js';
import { type Key, type KeyOf, keyOf } from './keys.js';
import type { Found, Walk } from './program.js';

/**
 * What a table does with a new key when it has no room, in words of the match: it holds, it does not, or (xt_hashlimit)
 * the packet is dropped there and then.
 */
export type Missed = 'holds' | 'fails' | 'drops';

interface Entry {
  readonly bucket: Bucket;
  /** Clock time (ticks) at which the entry goes, unless a packet comes. */
  expires: number;
}

/** A bucket for each key: an nft set whose elements have limits, or the hash table of xt_hashlimit. */
export class BucketTable implements MeterState {
  readonly #entries = new Map<Key, Entry>();
  readonly #key: KeyOf;
  readonly #cost: number;
  readonly #expire: number;
  readonly #over: boolean;
  /** No entry of a full table is over before this time: what comes later, or comes again, only stays longer. */
  #noneGoesBefore = 0;

  constructor(
    readonly meter: Meter,
    readonly algorithm: Extract<Algorithm, { kind: 'bucket' }>,
    readonly arithmetic: Arithmetic,
    readonly missed: Missed,
  ) {
    this.#key = keyOf[meter.key];
    this.#cost = arithmetic.cost(algorithm.rate);
    this.#expire = nanoseconds(meter.expire);
    this.#over = meter.sense === 'over';
  }

  charge(walk: Walk): boolean {
    const { clock } = walk;
    const entry = this.#entryOf(this.#key(walk.packet), clock);
    if (entry === undefined) {
      walk.hotdrop = this.missed === 'drops';
      return this.missed === 'holds';
    }
    entry.expires = clock.tick + this.#expire;
    return entry.bucket.take(this.arithmetic.time(clock), clock) !== this.#over;
  }

  look({ packet, clock }: Walk): Found {
    const { burst } = this.algorithm;
    const entry = this.#entries.get(this.#key(packet));
    const fresh = entry === undefined || clock.tick >= entry.expires;
    if (fresh) return { kind: 'bucket', tokens: this.#hasRoom(clock) ? burst : undefined, burst, wait: 0 };
    const tokens = entry.bucket.level(this.arithmetic.time(clock));
    const wait = milliseconds(Math.max(0, 1 - tokens) * this.#cost);
    return { kind: 'bucket', tokens, burst, wait };
  }

  refill({ packet }: Walk): void {
    this.#entries.delete(this.#key(packet));
  }

  #entryOf(key: Key, clock: Clock): Entry | undefined {
    const found = this.#entries.get(key);
    if (found !== undefined && !clock.reached(clock.tick - found.expires)) return found;
    if (found === undefined && !this.#hasRoom(clock)) return undefined;
    const bucket = new Bucket(this.#cost, this.algorithm.burst, this.arithmetic.time(clock));
    const entry = { bucket, expires: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  /** Entries whose time is over go when their place is needed. */
  #hasRoom(clock: Clock): boolean {
    if (this.#entries.size < this.meter.size) return true;
    if (clock.tick < this.#noneGoesBefore) return false;
    this.#noneGoesBefore = Number.POSITIVE_INFINITY;
    for (const [key, { expires }] of this.#entries)
      if (clock.swept(clock.tick - expires)) this.#entries.delete(key);
      else this.#noneGoesBefore = Math.min(this.#noneGoesBefore, expires);
    return this.#entries.size < this.meter.size;
  }
}
