import type { Family } from '../net/family.js';
import { windowAsBucket } from '../net/window-bucket.js';
import type { Meter, MeterKey, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';

/**
 * xt_recent keeps time stamps by source or destination address, on old hosts few of them and none by an IPv6 /64;
 * everything else gets a bucket instead.
 */
export function windowsAsBuckets(
  ruleset: Ruleset,
  { window }: Capabilities,
  family: Family,
  note: NoteFallback,
): Ruleset {
  const keeps = (key: MeterKey, count: number): boolean =>
    window !== undefined &&
    (key === 'source' || key === 'destination') &&
    count <= window.most &&
    (family === 'ipv4' || window.ipv6);
  const meters = ruleset.meters.map((meter): Meter => {
    const { algorithm } = meter;
    if (algorithm.kind !== 'window' || keeps(meter.key, algorithm.count)) return meter;
    note({ kind: 'window-as-bucket', meter: meter.id, origin: meter.origin });
    return { ...meter, algorithm: { kind: 'bucket', ...windowAsBucket(algorithm.count, algorithm.span) } };
  });
  return { ...ruleset, meters };
}
