import { windowAsBucket } from '../net/window-bucket.js';
import type { Meter, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';

/** xt_recent keeps time stamps by source or destination address; everything else gets a bucket instead. */
export function windowsAsBuckets(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const meters = ruleset.meters.map((meter): Meter => {
    const { algorithm } = meter;
    if (
      algorithm.kind === 'bucket' ||
      (can.window && (meter.key === 'source' || meter.key === 'destination'))
    ) {
      return meter;
    }
    note({ kind: 'window-as-bucket', meter: meter.id, origin: meter.origin });
    return { ...meter, algorithm: { kind: 'bucket', ...windowAsBucket(algorithm.count, algorithm.span) } };
  });
  return { ...ruleset, meters };
}
