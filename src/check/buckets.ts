import { rateText } from '../net/rate.js';
import type { Count, Rate, RateUnit } from '../net/units.js';
import { windowText } from '../net/window.js';
import { windowAsBucket } from '../net/window-bucket.js';
import type { PolicyPath } from '../policy/path.js';
import type { Limit, LimitKey, Limits, RateBan } from '../policy/policy.js';

/** A limit that counts packets, as the bucket that it is or that stands in for its window. */
export interface Bucket {
  readonly rate: Rate;
  readonly burst: Count;
  /** As the user would write it. */
  readonly text: string;
  readonly path: PolicyPath;
}

/** The limits of a map that count by source; `drop` and `allow` count nothing, and a count by destination is another matter. */
export function bucketsOf(limits: Limits): ReadonlyMap<LimitKey, Bucket> {
  const found = new Map<LimitKey, Bucket>();
  for (const [key, limit] of limits) {
    const bucket = bucketOf(limit);
    if (bucket !== undefined) found.set(key, bucket);
  }
  return found;
}

function bucketOf(limit: Limit): Bucket | undefined {
  switch (limit.kind) {
    case 'allow':
    case 'drop':
    case 'greylist':
      return undefined;
    case 'rate': {
      const { rate, burst, path } = limit;
      return limit.per === 'source' ? { rate, burst, text: rateText(rate, burst), path } : undefined;
    }
    case 'window': {
      const { count, span, path } = limit;
      const bucket = { ...windowAsBucket(count, span), text: windowText({ count, span }), path };
      return limit.per === 'source' ? bucket : undefined;
    }
  }
}

export function bucketOfBan({ rate, burst, path }: RateBan): Bucket {
  return { rate, burst, text: rateText(rate, burst), path: [...path, 'over'] };
}

/** The most packets that a full bucket lets through in the time. */
export function passedIn({ rate, burst }: Pick<Bucket, 'rate' | 'burst'>, time: number): number {
  return burst + Math.floor((perDay(rate) * time) / 86_400_000);
}

/** Whether `a` never refuses what `b` lets through. */
export function neverBelow(a: Bucket, b: Bucket): boolean {
  return perDay(a.rate) >= perDay(b.rate) && a.burst >= b.burst;
}

/** Whether `a` lets more through than `b`, steadily or at once. */
export function allowsMore(a: Bucket, b: Bucket): boolean {
  return perDay(a.rate) > perDay(b.rate) || a.burst > b.burst;
}

const timesADay: { readonly [U in RateUnit]: number } = { second: 86_400, minute: 1_440, hour: 24, day: 1 };

export function perDay({ count, unit }: Rate): number {
  return count * timesADay[unit];
}
