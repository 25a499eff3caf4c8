import { keepReachable } from '../ruleset/reachable.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/** Without a look into TCP segments all of them are what is not recognised: limits on packets and connections remain. */
export function withoutTcpPayload(ruleset: Ruleset, note: NoteFallback): Ruleset {
  const rewritten = mapRules(ruleset, (rule) => {
    if (rule.action.kind !== 'classify' || rule.action.transport !== 'tcp') return [rule];
    return [{ ...rule, action: { kind: 'goto', chain: rule.action.otherwise } }];
  });
  const before = ruleset.chains.some(({ rules }) =>
    rules.some(({ action }) => action.kind === 'classify' && action.transport === 'tcp'),
  );
  if (before) note({ kind: 'no-tcp-methods', origin: ['sip', 'ports', 'tcp'] });
  return keepReachable(rewritten);
}
