import type { Family } from '../net/address.js';
import { rateText, secondsIn, windowAsBucket } from '../net/rate.js';
import type { Count, Rate } from '../net/units.js';
import type { Capabilities } from '../platform/capabilities.js';
import type { Meter, MeterKey, Ruleset } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

/** What is let through more than asked before the next lower rate is taken: below this it drowns in a jiffy. */
const tolerated = 1.005;

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
  const steps = scale * secondsIn[rate.unit];
  const kept = steps / Math.floor(steps / rate.count);
  if (kept <= rate.count * tolerated) return rate;
  return { ...rate, count: Math.floor(steps / Math.ceil(steps / rate.count)) as Count };
}

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

/** hashlimit takes no entry out of its table: a count goes on from where it was until it is forgotten by itself. */
export function withoutRefills(ruleset: Ruleset, { refill }: Capabilities, note: NoteFallback): Ruleset {
  if (refill) return ruleset;
  const origins = new Map(ruleset.meters.map(({ id, origin }) => [id, origin]));
  return mapRules(ruleset, (rule) => {
    const { action, origin } = rule;
    if (action.kind !== 'refill') return [rule];
    note({ kind: 'no-refill', meter: action.meter, origin: origins.get(action.meter) ?? origin });
    return [];
  });
}

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

/** A full xt_hashlimit table drops new sources whatever the rule says; the stricter way is named, once for each meter. */
export function closedTables(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  if (can.fullTable === 'as-asked') return ruleset;
  for (const meter of ruleset.meters) {
    if (meter.whenFull === 'open') note({ kind: 'full-closed', meter: meter.id, origin: meter.origin });
  }
  return {
    ...ruleset,
    meters: ruleset.meters.map((meter) =>
      meter.whenFull === 'open' ? { ...meter, whenFull: 'closed' } : meter,
    ),
  };
}
