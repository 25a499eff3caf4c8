import type { Ruleset } from '../ruleset/ruleset.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/** xt_addrtype asks for IPv6 routes from Linux 2.6.39 on: before, what the host forwards is judged like its own. */
export function withoutLocal(ruleset: Ruleset, note: NoteFallback): Ruleset {
  let asked = false;
  const rewritten = mapRules(ruleset, (rule) => {
    const matches = rule.matches.filter(({ kind }) => kind !== 'local');
    asked ||= matches.length < rule.matches.length;
    return [{ ...rule, matches }];
  });
  if (asked) note({ kind: 'forwarded-too', origin: ['target', 'platform'] });
  return rewritten;
}
