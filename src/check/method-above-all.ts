import { allowsMore, bucketsOf } from './buckets.js';
import type { Check } from './check.js';
import { contradiction } from './contradiction.js';
import { limitMaps } from './limit-maps.js';
import { isWritten } from './written.js';

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
