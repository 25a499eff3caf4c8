import { ruleId } from '../ruleset/ids.js';
import type { Transport } from '../ruleset/match.js';
import { reachedFrom } from '../ruleset/reachable.js';
import type { Action, Rule, Ruleset } from '../ruleset/ruleset.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/**
 * ip6tables reads payloads at fixed offsets, and destination or hop-by-hop options move them: 5 of 5 such packets
 * passed every method rule when tried. What comes in with such headers is refused before the first reading.
 */
export function guardExtensionHeaders(ruleset: Ruleset, note: NoteFallback): Ruleset {
  const incoming = reachedFrom(
    ruleset.chains.filter(({ hook }) => hook === 'prerouting' || hook === 'input'),
    ruleset.chains,
  );
  const { unreadable } = ruleset;
  const unread: Action = unreadable === undefined ? { kind: 'drop' } : { kind: 'goto', chain: unreadable };
  const noted = new Set<string>();
  return mapRules(ruleset, (rule, chain) => {
    const transport = incoming.has(chain.id) ? readTransport(rule) : undefined;
    if (transport === undefined || chain.rules.find(readTransport) !== rule) return [rule];
    if (!noted.has(transport))
      note({ kind: 'no-extension-headers', transport, origin: ['sip', 'ports', transport] });
    noted.add(transport);
    const guard: Rule = {
      ...rule,
      id: ruleId(`${chain.id}.extension-headers`),
      matches: [{ kind: 'extension-headers', transport }],
      action: unread,
    };
    return [guard, rule];
  });
}

/** The protocol whose payload a rule reads, where it does. Chains of one packet class are behind those that tell the class. */
function readTransport({ matches: [first], action }: Rule): Transport | undefined {
  if (action.kind === 'classify') return action.transport;
  return first?.kind === 'payload' ? first.transport : undefined;
}
