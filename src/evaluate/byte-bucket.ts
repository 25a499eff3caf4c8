import type { Clock } from './clock.js';

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
