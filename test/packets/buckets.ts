import type { Rate, RateUnit } from '../../src/net/units.js';

const seconds: Readonly<Record<RateUnit, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

export interface Bucket {
  readonly rate: { readonly count: number; readonly unit: Rate['unit'] };
  readonly burst: number;
}

interface Arithmetic {
  /** Milliseconds that one packet costs. */
  readonly cost: number;
  /** What the clock shows, in milliseconds, at a time. */
  readonly clock: (time: number) => number;
}

/** CONFIG_HZ of Debian's kernels and of most others; a coarser clock needs a wider tolerance. */
const JIFFY = 4;

/** nft limit (net/netfilter/nft_limit.c): nanoseconds, the cost rounded down to a whole one. */
export const nftLimit = ({ rate }: Bucket): Arithmetic => ({
  cost: Math.floor((seconds[rate.unit] * 1e9) / rate.count) / 1e6,
  clock: (time) => time,
});

/** xt_hashlimit revision 2 and later: jiffies, cost in millionths of a second rounded down. `phase`: ms into a jiffy. */
export const hashlimit = ({ rate }: Bucket, phase = 0): Arithmetic => ({
  cost: Math.floor((1e6 * seconds[rate.unit]) / rate.count) / 1e3,
  clock: (time) => Math.floor((time + phase) / JIFFY) * JIFFY,
});

/** How many packets at these times (ms, ascending) a bucket lets pass that starts full with the first. */
export function passes(times: readonly number[], burst: number, { cost, clock }: Arithmetic): number {
  const capacity = cost * burst;
  let tokens = capacity;
  let last = clock(times[0] ?? 0);
  let passed = 0;
  for (const time of times) {
    const at = clock(time);
    tokens = Math.min(capacity, tokens + at - last);
    last = at;
    if (tokens >= cost) {
      tokens -= cost;
      passed += 1;
    }
  }
  return passed;
}

/** Tokens that the ideal bucket could have given by the last packet: burst and rate, or the packets there were. */
export function idealBucket(times: readonly number[], { rate, burst }: Bucket): number {
  const span = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  return Math.min(times.length, burst + (span * rate.count) / seconds[rate.unit]);
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * Between which counts a kernel stays, given when the packets really left. Nothing here trusts the machine to keep
 * time: `slip` (ms) is how far the times may be off, and one jiffy more is the kernel's own.
 */
export function expectedByBucket(times: readonly number[], bucket: Bucket, slip: number): Bounds {
  const perMs = bucket.rate.count / seconds[bucket.rate.unit] / 1000;
  const tolerance = 1 + perMs * (slip + JIFFY);
  const forms = [nftLimit(bucket), ...[0, 1, 2, 3].map((phase) => hashlimit(bucket, phase))];
  const counts = forms.map((form) => passes(times, bucket.burst, form));
  return {
    least: Math.max(0, Math.floor(Math.min(...counts) - tolerance)),
    most: Math.min(times.length, Math.ceil(Math.max(...counts) + tolerance)),
  };
}
