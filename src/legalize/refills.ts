import type { Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

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
