import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import type { MeterState } from './bucket.js';
import type { Missed } from './bucket-table.js';
import { type Clock, nanoseconds } from './clock.js';
import { type Key, type KeyOf, keyOf } from './keys.js';
import { lengthOf } from './packet.js';
import type { Found, Walk } from './program.js';

const second = 1e9;

/** A bucket that counts bytes. */
export interface ByteBucket {
  /** Charges a packet of so many bytes. Whether the bucket lets it pass. */
  readonly take: (bytes: number, clock: Clock) => boolean;
  /** Bytes that it would let pass at once. */
  readonly level: (clock: Clock) => number;
}

export type NewByteBucket = (
  limit: { readonly perSecond: number; readonly burst: number },
  clock: Clock,
) => ByteBucket;

/** nft_limit.c: nanoseconds, of which a packet costs as many as its bytes take to come. */
export const nftBytes: NewByteBucket = ({ perSecond, burst }, start) => {
  const capacity = Math.floor((second * burst) / perSecond);
  let tokens = capacity;
  let last = start.now;
  return {
    take: (bytes, clock) => {
      const cost = Math.floor((second * bytes) / perSecond);
      const given = Math.min(capacity, tokens + clock.now - last);
      const passes = clock.reached(given - cost);
      tokens = given - (passes ? cost : 0);
      last = clock.now;
      return passes;
    },
    level: (clock) => (Math.min(capacity, tokens + clock.now - last) * perSecond) / second,
  };
};

/** xt_hashlimit.c, XT_HASHLIMIT_BYTE_SHIFT. */
const chunk = 16;

/**
 * xt_hashlimit.c: jiffies. A second's worth, and as many times more, once in an entry's life, as the burst has seconds; each
 * such time the rest of the second before is lost. No packet costs more than a second.
 */
export const xtBytes: NewByteBucket = ({ perSecond, burst }, start) => {
  const chunks = Math.floor(perSecond / chunk) + 1;
  let credit = second;
  let more = Math.round(burst / perSecond) - 1;
  let last = start.tick;
  return {
    take: (bytes, clock) => {
      const cost = Math.min(second, ((Math.floor(bytes / chunk) + 1) * second) / chunks);
      credit = Math.min(second, credit + clock.tick - last);
      last = clock.tick;
      if (credit < cost && more > 0) {
        more -= 1;
        credit = second;
      }
      const passes = clock.reached(credit - cost);
      if (passes) credit -= cost;
      return passes;
    },
    level: (clock) => (Math.min(second, credit + clock.tick - last) * perSecond) / second + more * perSecond,
  };
};

interface Entry {
  readonly bucket: ByteBucket;
  expires: number;
}

/** Bytes for each key, or in one bucket where all packets share it. */
export class ByteTable implements MeterState {
  readonly #entries = new Map<Key, Entry>();
  readonly #key: KeyOf;
  readonly #expire: number;
  readonly #over: boolean;
  /** No entry of a full table is over before this time: what comes later, or comes again, only stays longer. */
  #noneGoesBefore = 0;

  constructor(
    readonly meter: Meter,
    readonly algorithm: Extract<Algorithm, { kind: 'bytes' }>,
    readonly create: NewByteBucket,
    readonly missed: Missed,
  ) {
    this.#key = keyOf[meter.key];
    this.#expire = meter.key === 'all' ? Number.POSITIVE_INFINITY : nanoseconds(meter.expire);
    this.#over = meter.sense === 'over';
  }

  charge(walk: Walk): boolean {
    const { clock, packet } = walk;
    const entry = this.#entryOf(this.#key(packet), clock);
    if (entry === undefined) {
      walk.hotdrop = this.missed === 'drops';
      return this.missed === 'holds';
    }
    entry.expires = clock.tick + this.#expire;
    return entry.bucket.take(lengthOf(packet), clock) !== this.#over;
  }

  look({ packet, clock }: Walk): Found {
    const { burst } = this.algorithm;
    const entry = this.#entries.get(this.#key(packet));
    if (entry !== undefined && clock.tick < entry.expires)
      return { kind: 'bytes', left: entry.bucket.level(clock), burst };
    return { kind: 'bytes', left: this.#hasRoom(clock) ? burst : undefined, burst };
  }

  refill({ packet }: Walk): void {
    this.#entries.delete(this.#key(packet));
  }

  #entryOf(key: Key, clock: Clock): Entry | undefined {
    const found = this.#entries.get(key);
    if (found !== undefined && !clock.reached(clock.tick - found.expires)) return found;
    if (found === undefined && !this.#hasRoom(clock)) return undefined;
    const entry = { bucket: this.create(this.algorithm, clock), expires: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

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
