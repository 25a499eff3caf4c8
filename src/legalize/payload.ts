import { ruleId } from '../ruleset/ids.js';
import type { Match, TcpHeader, Transport } from '../ruleset/match.js';
import { reachedFrom } from '../ruleset/references.js';
import type { Action, Rule, Ruleset } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

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

/** Without options, and with time stamps. */
const headers: readonly TcpHeader[] = [20, 32];

/**
 * Where the tool has no word for "behind the TCP header", segments are read behind headers of the two lengths that are seen
 * in practice. What has another one is read by no rule: it begins with nothing known, and its bytes are counted all the same.
 */
export function byHeaderLength(ruleset: Ruleset, note: NoteFallback): Ruleset {
  let reads = false;
  const rewritten = mapRules(ruleset, (rule) => {
    if (!readsSegments(rule)) return [rule];
    reads = true;
    const each = headers.map((header) => behind(rule, header));
    const { action } = rule;
    if (action.kind !== 'classify') return each;
    const otherwise: Action = { kind: 'goto', chain: action.otherwise };
    return [...each, { ...rule, id: ruleId(`${rule.id}.otherwise`), action: otherwise }];
  });
  if (reads) note({ kind: 'tcp-header-lengths', origin: ['sip', 'ports', 'tcp'] });
  return rewritten;
}

function behind(rule: Rule, header: TcpHeader): Rule {
  const guard: Match = { kind: 'tcp-header', bytes: header };
  const matches = rule.matches.map((match): Match => (readsSegment(match) ? { ...match, header } : match));
  const action: Action = rule.action.kind === 'classify' ? { ...rule.action, header } : rule.action;
  return { ...rule, id: ruleId(`${rule.id}.h${header}`), matches: [guard, ...matches], action };
}

const readsSegments = ({ matches, action }: Rule): boolean =>
  matches.some(readsSegment) || (action.kind === 'classify' && action.transport === 'tcp');

const readsSegment = (match: Match): match is Extract<Match, { kind: 'data' | 'payload' }> =>
  match.kind === 'data' || (match.kind === 'payload' && match.transport === 'tcp');
