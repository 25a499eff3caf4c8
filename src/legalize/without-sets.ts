import { cidrs } from '../net/cidrs.js';
import type { SetId } from '../ruleset/ids.js';
import { keepReachable } from '../ruleset/reachable.js';
import type { Rule, Ruleset, SetDeclaration, StaticSet } from '../ruleset/ruleset.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/** Each packet is compared with one rule after the other; a thousand comparisons cost about as much as all other rules. */
const mostNetworks = 1000;

/**
 * For ip6tables 1.4.7, which has no sets: a short list is written into the rules, a long one cannot be, and
 * what is learned has no place. A rule that asks a set which is not there never matches, as if the set were empty.
 */
export function withoutSets(ruleset: Ruleset, note: NoteFallback): Ruleset {
  const gone = new Set(ruleset.sets.filter((set) => fallsAway(set, note)).map(({ id }) => id));
  const rules = mapRules(ruleset, (rule) => withoutSet(rule, gone));
  const inline = (set: StaticSet): StaticSet => ({ ...set, inline: true });
  return keepReachable({
    ...rules,
    sets: ruleset.sets.flatMap((set) => (set.kind === 'static' && !gone.has(set.id) ? [inline(set)] : [])),
  });
}

function fallsAway(set: SetDeclaration, note: NoteFallback): boolean {
  const { id, origin } = set;
  if (set.kind !== 'static') {
    note({ kind: 'no-ipv6-learning', set: id, origin });
    return true;
  }
  const networks = [...cidrs(set.addresses, 'ipv6')].length;
  if (networks <= mostNetworks) return false;
  note({ kind: 'list-too-long', set: id, networks, most: mostNetworks, origin });
  return true;
}

function withoutSet(rule: Rule, gone: ReadonlySet<SetId>): readonly Rule[] {
  const { action } = rule;
  if ((action.kind === 'learn' || action.kind === 'forget') && gone.has(action.set)) return [];
  const asks = rule.matches.filter((match) => match.kind === 'address' && gone.has(match.set));
  if (asks.some((match) => match.kind === 'address' && !match.negate)) return [];
  // "Not yet counted" would hold for every packet, and a limit on such ones would count them all.
  if (asks.length > 0 && rule.matches.some(({ kind }) => kind === 'limit')) return [];
  return asks.length === 0
    ? [rule]
    : [{ ...rule, matches: rule.matches.filter((match) => !asks.includes(match)) }];
}
