import { refillTime, simplestRate, windowAsBucket } from '../net/rate.js';
import type { Count, Milliseconds, Rate } from '../net/units.js';
import type { ByteLimit, LimitScope, RateBan, RateLimit, Sizes, WindowLimit } from '../policy/policy.js';
import { type MeterId, meterId } from '../ruleset/ids.js';
import type { Algorithm, Meter, MeterKey } from '../ruleset/ruleset.js';

/** Whose limits: each stranger's, each subnet's, those of all strangers together, of a known source or its ports, or of a called one. */
export type LimitOwner = 'strangers' | 'subnet' | 'together' | 'known' | 'known.port' | 'called';

export const limitMeter = (owner: LimitOwner, key: string): MeterId => meterId(`${owner}.${key}`);

/**
 * An idle entry goes so soon after its bucket is full, when a new one would allow no more. What a table holds against forged sources
 * is its size by this time: 16,384 entries of 3 s take 5,000 new sources a second, and with the published 30 s took 500.
 */
const idle = 1_000 as Milliseconds;

/** The meter of one entry of a `limits` map. `whenFull` is the caller's: it knows whether a common cap follows. */
export function meterOf(
  owner: LimitOwner,
  key: string,
  limit: RateLimit | WindowLimit,
  sizes: Sizes,
  whenFull: Meter['whenFull'],
): Meter {
  const id = limitMeter(owner, key);
  const meterKey = keyOf(owner, limit.per);
  return {
    id,
    name: id,
    family: 'any',
    key: meterKey,
    algorithm: algorithmOf(limit),
    sense: 'over',
    expire: expireOf(limit),
    size: meterKey === 'all' ? (1 as Count) : meterKey === 'subnet' ? sizes.subnets : sizes.sources,
    whenFull: meterKey === 'all' ? 'closed' : whenFull,
    origin: limit.path,
  };
}

/** A token bucket that no `limits` map asks for; its idle entries are kept until it is full again. */
export function bucketMeter(
  id: MeterId,
  { rate, burst }: Pick<RateLimit, 'rate' | 'burst'>,
  rest: Pick<Meter, 'key' | 'sense' | 'size' | 'whenFull' | 'origin'>,
): Meter {
  const algorithm = { kind: 'bucket', rate, burst } as const;
  return { id, name: id, family: 'any', algorithm, expire: bucketExpire(rate, burst), ...rest };
}

/** A ban for so many times the rate and the burst, written as iptables-save prints it. */
export const widened = (
  { rate, burst, ...ban }: RateBan,
  times: { readonly rate: number; readonly burst: number },
): RateBan => ({
  ...ban,
  rate: simplestRate({ ...rate, count: (rate.count * times.rate) as Count }),
  burst: (burst * times.burst) as Count,
});

/** Bytes instead of packets. */
export function byteMeter(
  id: MeterId,
  { perSecond, burst, path }: ByteLimit,
  rest: Pick<Meter, 'key' | 'size' | 'whenFull'>,
): Meter {
  const algorithm = { kind: 'bytes', perSecond, burst } as const;
  const expire = (Math.ceil(burst / perSecond) * 1_000 + idle) as Milliseconds;
  return { id, name: id, family: 'any', sense: 'over', algorithm, expire, origin: path, ...rest };
}

function keyOf(owner: LimitOwner, per: LimitScope): MeterKey {
  if (owner === 'together') return 'all';
  if (owner === 'known.port') return 'port';
  return owner === 'subnet' ? 'subnet' : per;
}

function algorithmOf(limit: RateLimit | WindowLimit): Algorithm {
  if (limit.kind === 'rate') return { kind: 'bucket', rate: limit.rate, burst: limit.burst };
  if (limit.engine === 'recent') return { kind: 'window', count: limit.count, span: limit.span };
  return { kind: 'bucket', ...windowAsBucket(limit.count, limit.span) };
}

function bucketExpire(rate: Rate, burst: Count): Milliseconds {
  return (refillTime(rate, burst) + idle) as Milliseconds;
}

function expireOf(limit: RateLimit | WindowLimit): Milliseconds {
  if (limit.kind === 'window') return limit.span;
  return limit.expire ?? bucketExpire(limit.rate, limit.burst);
}
