import { durationText } from '../net/duration.js';
import { rateText, refillTime } from '../net/rate.js';
import { pathText } from '../policy/path.js';
import { type Check, finding } from './check.js';
import { allLimits } from './limit-maps.js';
import { valueAt } from './written.js';

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
