import type { Count } from '../net/units.js';
import type { Meter, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';

/** A bucket that is deeper than the backend takes becomes the deepest one: it refuses sooner, never later. */
export function lowerBursts(ruleset: Ruleset, { burst: most }: Capabilities, note: NoteFallback): Ruleset {
  if (most === undefined) return ruleset;
  const meters = ruleset.meters.map((meter): Meter => {
    const { algorithm, origin } = meter;
    if (algorithm.kind !== 'bucket' || algorithm.burst <= most) return meter;
    note({ kind: 'burst-lowered', meter: meter.id, from: algorithm.burst, to: most, origin });
    return { ...meter, algorithm: { ...algorithm, burst: most as Count } };
  });
  return { ...ruleset, meters };
}
