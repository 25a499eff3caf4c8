import { durationText } from '../net/duration.js';
import { rateText, refillTime, windowText } from '../net/rate.js';
import type { Count, Milliseconds, Rate } from '../net/units.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Limit, Policy, RateBan } from '../policy/policy.js';
import { alsoAt, type Check, finding, isWritten, valueAt } from './check.js';
import { allLimits, perDay } from './limits.js';

/**
 * xt_hashlimit keeps credits in 64 bits and makes a day fit whatever the kernel's HZ (MAX_CPJ). Above that, `1/d burst
 * 2` was refused ("Numerical result out of range") on 6.18 and `1/h burst 100` wrapped round, or so its source says.
 */
const day = 86_400_000;

interface Filling {
  readonly path: PolicyPath;
  readonly limit: string;
  readonly time: Milliseconds;
}

/** A bucket that takes longer to fill than the kernel can count. */
export const slowBucket: Check = function* ({ policy, document }) {
  for (const { path, limit, time } of fillings(policy)) {
    if (time <= day) continue;
    const args = { name: pathText(path), limit, time: durationText(time) };
    yield finding('VG339', valueAt(document, path), args);
  }
};

function fillings(policy: Policy): readonly Filling[] {
  const { logging, sip } = policy;
  const bans = [sip.bans.flood, sip.bans.challenged, sip.bans.refused].filter((ban) => ban !== undefined);
  return [
    ...allLimits(policy).flatMap(ofLimit),
    ...bans.map((ban: RateBan) => ofBucket(ban.rate, ban.burst, [...ban.path, 'over'])),
    ...(logging === undefined ? [] : [ofBucket(logging.rate, logging.burst, [...logging.path, 'drops'])]),
  ];
}

function ofLimit(limit: Limit): readonly Filling[] {
  switch (limit.kind) {
    case 'allow':
    case 'drop':
    case 'greylist':
      return [];
    case 'rate':
      return [ofBucket(limit.rate, limit.burst, limit.path)];
    case 'window':
      return [{ path: limit.path, limit: windowText(limit), time: limit.span }];
  }
}

const ofBucket = (rate: Rate, burst: Count, path: PolicyPath): Filling => ({
  path,
  limit: rateText(rate, burst),
  time: refillTime(rate, burst),
});

/** An entry that is forgotten before its bucket is full, and so begins anew with a full one. */
export const earlyExpire: Check = function* ({ policy, document }) {
  for (const limit of allLimits(policy)) {
    if (limit.kind !== 'rate' || limit.expire === undefined) continue;
    const { rate, burst, expire, path } = limit;
    const refill = refillTime(rate, burst);
    if (expire >= refill) continue;
    yield finding('VG335', valueAt(document, [...path, 'expire']), {
      name: pathText(path),
      limit: rateText(rate, burst),
      expire: durationText(expire),
      refill: durationText(refill),
    });
  }
};

/** Entries in a full bucket; the kernel's own default is 1 to 4, by version. */
const mostPerBucket = 8;
/** What `auto` gives. */
const autoPerBucket = 4;

const maxPath = ['conntrack', 'max'];
const bucketsPath = ['conntrack', 'buckets'];

/** A maximum of connections with so few buckets that every lookup is a long walk. */
export const fewBuckets: Check = function* ({ policy: { conntrack }, document }) {
  const { max, buckets } = conntrack;
  if (buckets === 'auto' || max <= buckets * mostPerBucket) return;
  const enough = Math.ceil(max / autoPerBucket);
  const blamed = isWritten(document, bucketsPath) ? bucketsPath : maxPath;
  const related = blamed === bucketsPath ? alsoAt(document, maxPath, 'the maximum') : [];
  yield finding('VG351', valueAt(document, blamed), { max, buckets, enough }, related);
};

/** The largest ip_pkt_list_tot of xt_recent, which keeps their number in a byte; recent kernels (6.11) widened it. */
const mostStamps = 255;

/** The published "recent" limit, with the small tables of xt_recent. */
export const recentTable: Check = function* ({ policy, document }) {
  for (const limit of allLimits(policy)) {
    if (limit.kind !== 'window' || limit.engine !== 'recent') continue;
    const { count, path } = limit;
    const args = { name: pathText(path), count };
    yield finding('VG337', valueAt(document, [...path, 'engine']), args);
    if (count > mostStamps) yield finding('VG338', valueAt(document, [...path, 'window']), args);
  }
};

/**
 * A line of a dropped packet has about 200 bytes; a serial console of 9600 baud prints 960 bytes a second, and the kernel
 * waits for it (Documentation/core-api/printk-basics.rst: messages go to all consoles).
 */
const mostPerSecond = 5;
/** What such a console prints in 20 s. */
const mostAtOnce = 100;

/** A log that can stall a console, and the host with it. */
export const loudLog: Check = function* ({ policy: { logging }, document }) {
  if (logging === undefined) return;
  const { rate, burst, path } = logging;
  const steady = perDay(rate) > perDay({ count: mostPerSecond as Count, unit: 'second' });
  if (!steady && burst <= mostAtOnce) return;
  yield finding('VG358', valueAt(document, [...path, 'drops']), { limit: rateText(rate, burst) });
};
