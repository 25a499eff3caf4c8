import { bucketsOf, neverBelow } from './buckets.js';
import type { Check } from './check.js';
import { contradiction } from './contradiction.js';

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
