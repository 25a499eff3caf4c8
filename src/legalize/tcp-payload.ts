import { keepReachable } from '../ruleset/reachable.js';
import type { Rule, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/**
 * Without a look into TCP segments all of them are what is not recognised, in both directions: limits on packets and
 * connections remain, and no answer over TCP makes anybody known.
 */
export function withoutTcpPayload(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const rewritten = mapRules(ruleset, (rule) => {
    if (readsSegments(rule)) return [];
    if (rule.action.kind !== 'classify' || rule.action.transport !== 'tcp') return [rule];
    return [{ ...rule, action: { kind: 'goto', chain: rule.action.otherwise } }];
  });
  const before = ruleset.chains.some(({ rules }) =>
    rules.some(({ action }) => action.kind === 'classify' && action.transport === 'tcp'),
  );
  if (before) note({ kind: 'no-tcp-methods', iptables: can.iptablesReads, origin: ['sip', 'ports', 'tcp'] });
  return keepReachable(rewritten);
}

const readsSegments = ({ matches }: Rule): boolean =>
  matches.some((match) => match.kind === 'data' || (match.kind === 'payload' && match.transport === 'tcp'));
