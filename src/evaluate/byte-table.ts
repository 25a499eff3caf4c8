import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import type { MeterState } from './bucket.js';
import type { Missed } from './bucket-table.js';
import { type Clock, nanoseconds } from './clock.js';
import { KeyedTable } from './keyed-table.js';
import { type KeyOf, keyOf } from './keys.js';
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

/** Bytes for each key, or in one bucket where all packets share it. */
export class ByteTable implements MeterState {
  readonly #table: KeyedTable<ByteBucket>;
  readonly #key: KeyOf;
  readonly #expire: number;
  readonly #over: boolean;

  constructor(
    readonly meter: Meter,
    readonly algorithm: Extract<Algorithm, { kind: 'bytes' }>,
    create: NewByteBucket,
    readonly missed: Missed,
  ) {
    this.#table = new KeyedTable(meter.size, (clock) => create(algorithm, clock));
    this.#key = keyOf[meter.key];
    this.#expire = meter.key === 'all' ? Number.POSITIVE_INFINITY : nanoseconds(meter.expire);
    this.#over = meter.sense === 'over';
  }

  charge(walk: Walk): boolean {
    const { clock, packet } = walk;
    const entry = this.#table.entryOf(this.#key(packet), clock);
    if (entry === undefined) {
      walk.hotdrop = this.missed === 'drops';
      return this.missed === 'holds';
    }
    entry.expires = clock.tick + this.#expire;
    return entry.bucket.take(lengthOf(packet), clock) !== this.#over;
  }

  look({ packet, clock }: Walk): Found {
    const { burst } = this.algorithm;
    const bucket = this.#table.bucketOf(this.#key(packet), clock);
    const left = bucket?.level(clock) ?? (this.#table.hasRoom(clock) ? burst : undefined);
    return { kind: 'bytes', left, burst };
  }

  refill({ packet }: Walk): void {
    this.#table.forget(this.#key(packet));
  }
}
