import { bucketsOf, neverBelow } from './buckets.js';
import type { Check } from './check.js';
import { contradiction } from './contradiction.js';

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
