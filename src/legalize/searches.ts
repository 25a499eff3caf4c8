import { keepReachable } from '../ruleset/reachable.js';
import type { Rule, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/** nftables compares at fixed offsets only: rules that search are left out there, and each signature is named. */
export function removeSearches(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const noted = new Set<string>();
  const once = (rule: Rule, kind: 'no-search' | 'wide-search') => {
    const signature = signatureOf(rule);
    if (noted.has(signature)) return;
    noted.add(signature);
    note({ kind, signature, origin: rule.origin });
  };
  const rewritten = mapRules(ruleset, (rule) => {
    const searches = rule.matches.filter(({ kind }) => kind === 'contains').length;
    if (searches > 0 && !can.contains) {
      once(rule, 'no-search');
      return [];
    }
    if (searches > 1) once(rule, 'wide-search');
    return [rule];
  });
  return can.contains ? rewritten : keepReachable(rewritten);
}

/** `signatures.svmap.2` is the second form of `svmap`. */
const signatureOf = (rule: Rule) => rule.id.split('.').slice(1, 2).join('');
