import { rateText } from '../net/rate.js';
import type { Count, Rate } from '../net/units.js';
import type { Meter, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';

/** What is let through more than asked before the next lower rate is taken: below this it drowns in a jiffy. */
const tolerated = 1.005;

const seconds: Readonly<Record<Rate['unit'], number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };

/** xt_hashlimit stores `scale * unit / rate` as an integer, so a high rate comes out higher than asked. */
export function roundRates(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const scale = can.rateScale;
  if (scale === undefined) return ruleset;
  const meters = ruleset.meters.map((meter): Meter => {
    const { algorithm } = meter;
    if (algorithm.kind !== 'bucket') return meter;
    const rate = notAbove(algorithm.rate, scale);
    if (rate.count === algorithm.rate.count) return meter;
    note({
      kind: 'rate-rounded',
      meter: meter.id,
      from: rateText(algorithm.rate),
      to: rateText(rate),
      origin: meter.origin,
    });
    return { ...meter, algorithm: { ...algorithm, rate } };
  });
  return { ...ruleset, meters };
}

/** The rate itself where the kernel keeps it well enough, otherwise the highest that it keeps below. */
export function notAbove(rate: Rate, scale: number): Rate {
  const steps = scale * seconds[rate.unit];
  const kept = steps / Math.floor(steps / rate.count);
  if (kept <= rate.count * tolerated) return rate;
  return { ...rate, count: Math.floor(steps / Math.ceil(steps / rate.count)) as Count };
}
