import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { rateText, secondsIn, windowAsBucket, windowText } from '../net/rate.js';
import type { Count, Rate } from '../net/units.js';
import type { Document } from '../parse/document.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Limit, LimitKey, Limits, Policy, RateBan } from '../policy/policy.js';
import { alsoAt, type Check, finding, isWritten, valueAt } from './check.js';

/** Every map of limits in the policy. */
function limitMaps({ sip: { known, strangers } }: Policy): readonly Limits[] {
  if (strangers === 'deny') return [known.limits];
  return [known.limits, strangers.limits, strangers.perSubnet, strangers.together];
}

/** Every limit in the policy. */
export function allLimits(policy: Policy): readonly Limit[] {
  return limitMaps(policy).flatMap((limits) => [...limits.values()]);
}

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

function bucketOfBan({ rate, burst, path }: RateBan): Bucket {
  return { rate, burst, text: rateText(rate, burst), path: [...path, 'over'] };
}

/** The most packets that a full bucket lets through in the time. */
export function passedIn({ rate, burst }: Pick<Bucket, 'rate' | 'burst'>, time: number): number {
  return burst + Math.floor((perDay(rate) * time) / 86_400_000);
}

/** Whether `a` never refuses what `b` lets through. */
function neverBelow(a: Bucket, b: Bucket): boolean {
  return perDay(a.rate) >= perDay(b.rate) && a.burst >= b.burst;
}

/** Whether `a` lets more through than `b`, steadily or at once. */
function allowsMore(a: Bucket, b: Bucket): boolean {
  return perDay(a.rate) > perDay(b.rate) || a.burst > b.burst;
}

export function perDay({ count, unit }: Rate): number {
  return (count * secondsIn.day) / secondsIn[unit];
}

/** The words of two limits of which the first should be on the other side of the second. */
type PairCode = 'VG331' | 'VG332' | 'VG333' | 'VG334' | 'VG367' | 'VG368';

/**
 * A finding about two limits, at the first of them if a file said it, else at the second; none where both are defaults.
 */
function contradiction(
  code: PairCode,
  document: Document,
  one: Bucket,
  other: Bucket,
): readonly Diagnostic[] {
  const blamed = isWritten(document, one.path) ? one.path : other.path;
  if (!isWritten(document, blamed)) return [];
  const names = { name: pathText(one.path), otherName: pathText(other.path) };
  const related = blamed === one.path ? alsoAt(document, other.path, names.otherName) : [];
  const args = { ...names, limit: one.text, otherLimit: other.text };
  return [finding(code, valueAt(document, blamed), args, related)];
}

/**
 * The limits of `shared`, which many sources have in common, that are below what a single source has. One finding for
 * each: about the source's limit of the same key, or for `all` about any, since `all` counts every packet.
 */
function belowOneSource(
  code: PairCode,
  document: Document,
  shared: Limits,
  source: Limits,
): readonly Diagnostic[] {
  const sources = bucketsOf(source);
  return [...bucketsOf(shared)].flatMap(([key, bucket]) => {
    const higher = candidates(sources, key).find((one) => allowsMore(one, bucket));
    return higher === undefined ? [] : contradiction(code, document, bucket, higher);
  });
}

function candidates(sources: ReadonlyMap<LimitKey, Bucket>, key: LimitKey): readonly Bucket[] {
  const own = sources.get(key);
  const first = own === undefined ? [] : [own];
  return key === 'all' ? [...first, ...sources.values()] : first;
}

/**
 * A method has more than `all` lets through. Only methods that a file names: whoever writes a low `all` alone means
 * it as the cap of everything.
 */
export const methodAboveAll: Check = function* ({ policy, document }) {
  for (const limits of limitMaps(policy)) {
    const buckets = bucketsOf(limits);
    const all = buckets.get('all');
    if (all === undefined) continue;
    for (const bucket of buckets.values()) {
      if (bucket === all || !allowsMore(bucket, all) || !isWritten(document, bucket.path)) continue;
      yield* contradiction('VG331', document, bucket, all);
    }
  }
};

/** A ban for floods that begins below what a source may send. */
export const floodNearLimit: Check = function* ({ policy, document }) {
  const { strangers, bans } = policy.sip;
  if (strangers === 'deny' || bans.flood === undefined) return;
  const over = bucketOfBan(bans.flood);
  const buckets = bucketsOf(strangers.limits);
  const all = buckets.get('all');
  const higher = [...(all === undefined ? [] : [all]), ...buckets.values()].find((one) =>
    allowsMore(one, over),
  );
  if (higher !== undefined) yield* contradiction('VG334', document, over, higher);
};

/** One subnet may fill what all strangers have together: its own limit is never reached. */
export const subnetAboveTogether: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  const shared = bucketsOf(strangers.together);
  for (const [key, subnet] of bucketsOf(strangers.perSubnet)) {
    const all = shared.get(key);
    if (all !== undefined && neverBelow(subnet, all)) yield* contradiction('VG367', document, subnet, all);
  }
};

/** A whole subnet has less than one source in it. */
export const subnetBelowSource: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  yield* belowOneSource('VG332', document, strangers.perSubnet, strangers.limits);
};

/** All strangers together have less than one of them. */
export const togetherBelowSource: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  yield* belowOneSource('VG333', document, strangers.together, strangers.limits);
};

/** One port of a known source may send as much as the whole source: its own limit is never reached. */
export const portAboveSource: Check = function* ({ policy, document }) {
  const { known, strangers } = policy.sip;
  if (strangers === 'deny') return;
  const sources = bucketsOf(known.limits);
  for (const [key, port] of bucketsOf(known.perPort)) {
    const source = sources.get(key);
    if (source !== undefined && neverBelow(port, source))
      yield* contradiction('VG368', document, port, source);
  }
};
