import { keepReachable } from '../ruleset/reachable.js';
import type { Chain, Rule, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/** nftables compares at fixed offsets only: rules that search are left out there, and each signature is named. */
export function removeSearches(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const noted = new Set<string>();
  const once = (rule: Rule, chain: Chain, kind: 'no-search' | 'wide-search') => {
    const signature = signatureOf(rule, chain);
    if (noted.has(signature)) return;
    noted.add(signature);
    note({ kind, signature, origin: rule.origin });
  };
  const rewritten = mapRules(ruleset, (rule, chain) => {
    const searches = rule.matches.filter(({ kind }) => kind === 'contains').length;
    if (searches > 0 && !can.contains) {
      once(rule, chain, 'no-search');
      return [];
    }
    if (searches > 1) once(rule, chain, 'wide-search');
    return [rule];
  });
  return can.contains ? rewritten : keepReachable(rewritten);
}

/** `strangers.signatures.svmap.2` is the second form of `svmap`. */
const signatureOf = (rule: Rule, chain: Chain) => rule.id.slice(chain.id.length + 1).replace(/\.\d+$/, '');
