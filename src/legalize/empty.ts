import type { SetId } from '../ruleset/ids.js';
import { keepReachable } from '../ruleset/references.js';
import type { Rule, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';
import { mapRules } from './fallback.js';

/**
 * A list of the policy that names nobody of a family decides nothing there, so no rule asks it: an IPv6 packet is not looked for among IPv4 addresses alone.
 * Where a rule asks who is not in it, that holds for all. For the time when each set is of one family.
 */
export function withoutEmptyLists(ruleset: Ruleset): Ruleset {
  const empty = new Set<SetId>(ruleset.sets.filter(isEmpty).map(({ id }) => id));
  if (empty.size === 0) return ruleset;
  const asked = (rule: Rule): readonly Rule[] => {
    const matches = rule.matches.filter((match) => match.kind !== 'address' || !empty.has(match.set));
    const never = rule.matches.some(
      (match) => match.kind === 'address' && empty.has(match.set) && !match.negate,
    );
    if (never) return [];
    return matches.length === rule.matches.length ? [rule] : [{ ...rule, matches }];
  };
  return keepReachable(mapRules(ruleset, asked));
}

function isEmpty(set: SetDeclaration): boolean {
  if (set.kind !== 'static') return false;
  const { ipv4, ipv6 } = set.addresses;
  return (set.family === 'ipv4' && ipv4.length === 0) || (set.family === 'ipv6' && ipv6.length === 0);
}
