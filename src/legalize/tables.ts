import type { Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';

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
