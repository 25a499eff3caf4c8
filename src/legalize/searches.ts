import type { Capabilities } from '../platform/capabilities.js';
import { chainsAfter, keepReachable } from '../ruleset/references.js';
import type { Chain, Rule, Ruleset } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

/** nftables compares at fixed offsets only: rules that search are left out there, and each signature is named. */
export function removeSearches(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const noted = new Set<string>();
  let asksDomains = false;
  const once = (rule: Rule, chain: Chain, kind: 'no-search' | 'wide-search') => {
    const signature = signatureOf(rule, chain);
    if (noted.has(signature)) return;
    noted.add(signature);
    note({ kind, signature, origin: rule.origin });
  };
  const searching = new Set(ruleset.chains.filter(({ rules }) => rules.some(searches)).map(({ id }) => id));
  const rewritten = mapRules(ruleset, (rule, chain) => {
    const texts = rule.matches.filter(({ kind }) => kind === 'contains').length;
    if (texts > 0 && isUnnamed(rule)) {
      if (!can.contains && !asksDomains) note({ kind: 'no-domains', origin: rule.origin });
      asksDomains = true;
      return can.contains ? [rule] : [];
    }
    if (texts > 0 && !can.contains) {
      // What only leads to more searches is no signature of its own.
      if (!chainsAfter(rule).some((id) => searching.has(id))) once(rule, chain, 'no-search');
      return [];
    }
    if (texts > 1) once(rule, chain, 'wide-search');
    return [rule];
  });
  return can.contains ? rewritten : keepReachable(rewritten);
}

/** Asks whether a request names a domain of ours. */
export const isUnnamed = ({ matches }: Pick<Rule, 'matches'>): boolean =>
  matches.some((match) => match.kind === 'contains' && match.negate === true);

const searches = ({ matches }: Rule): boolean => matches.some(({ kind }) => kind === 'contains');

/** `strangers.signatures.svmap.2` is the second form of `svmap`. */
const signatureOf = (rule: Rule, chain: Chain) => rule.id.slice(chain.id.length + 1).replace(/\.\d+$/, '');
