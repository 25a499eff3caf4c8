import { pathText } from '../policy/path.js';
import { asksTime } from '../ruleset/asks-time.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';

/**
 * Hours that a platform cannot ask for stay in the rules, and no rules are written: without them a service would be open all the time, or
 * never, and neither is what the policy says.
 */
export function tellHours(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  if (can.hours) return ruleset;
  const told = ruleset.chains.flatMap(({ rules }) => rules.filter(asksTime));
  for (const { origin } of new Map(told.map((rule) => [pathText(rule.origin), rule])).values())
    note({ kind: 'no-hours', origin });
  return ruleset;
}
