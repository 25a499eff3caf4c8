import { allowsMore, bucketOfBan, bucketsOf } from './buckets.js';
import type { Check } from './check.js';
import { contradiction } from './contradiction.js';

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
