import type { Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/** Where no rule can take an address out of a set, it stays until its time is over. */
export function withoutForgets(ruleset: Ruleset, { forgets }: Capabilities, note: NoteFallback): Ruleset {
  if (forgets) return ruleset;
  return mapRules(ruleset, (rule) => {
    if (rule.action.kind !== 'forget') return [rule];
    note({ kind: 'no-forget', set: rule.action.set, origin: rule.origin });
    return [];
  });
}
