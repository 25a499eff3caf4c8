import { durationText } from '../net/duration.js';
import { rateText, refillTime } from '../net/rate.js';
import type { Count, Milliseconds, Rate } from '../net/units.js';
import { windowText } from '../net/window.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { Limit, Policy, RateBan } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { allLimits } from './limit-maps.js';
import { valueAt } from './written.js';

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
