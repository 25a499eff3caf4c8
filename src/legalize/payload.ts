import { ruleId } from '../ruleset/ids.js';
import { type Match, sentHeaders, type TcpHeader, type Transport, usualHeaders } from '../ruleset/match.js';
import { reachedFrom } from '../ruleset/references.js';
import type { Action, Hook, Rule, Ruleset } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

/**
 * Where the packets of the switch come by itself: where it is behind this host, before conntrack, and nothing else has chains there that read.
 */
const answersAt = ({ chains }: Ruleset): Hook =>
  chains.some(({ hook }) => hook === 'forward') ? 'prerouting' : 'output';

const comesIn: ReadonlySet<Hook> = new Set(['prerouting', 'input', 'passing', 'forward']);

/**
 * ip6tables reads payloads at fixed offsets, and destination or hop-by-hop options move them: 5 of 5 such packets
 * passed every method rule when tried. What comes in with such headers is refused before the first reading.
 */
export function guardExtensionHeaders(ruleset: Ruleset, note: NoteFallback): Ruleset {
  const incoming = reachedFrom(
    ruleset.chains.filter(
      ({ hook }) => hook !== undefined && hook !== answersAt(ruleset) && comesIn.has(hook),
    ),
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

/**
 * Where the tool reads single bytes behind the header of TCP, whatever its length, the segments without data need no list of lengths: they are those in which
 * there is nothing to read. "Bare here, all others there" becomes "data there, all others here".
 */
export function bareAsNoData(ruleset: Ruleset): Ruleset {
  const swapped = (rules: readonly Rule[]): readonly Rule[] =>
    rules.flatMap((rule, index) => {
      const before = rules[index - 1];
      const next = rules[index + 1];
      if (isPair(rule, next)) return [{ ...next, matches: [{ kind: 'data' }] }];
      return before !== undefined && isPair(before, rule) ? [{ ...before, matches: [] }] : [rule];
    });
  return { ...ruleset, chains: ruleset.chains.map((chain) => ({ ...chain, rules: swapped(chain.rules) })) };
}

const isPair = ({ matches: [first, ...more] }: Rule, next: Rule | undefined): next is Rule =>
  first?.kind === 'bare' && more.length === 0 && next?.matches.length === 0;

/**
 * Where the tool has no word for "behind the TCP header", segments are read behind headers of told lengths: what comes in behind those that
 * stacks send in practice, since what has another one begins with nothing known and has the smaller share; what goes out behind all that Linux
 * sends, since there nothing else counts what the receiver makes longer.
 */
export function byHeaderLength(ruleset: Ruleset, note: NoteFallback): Ruleset {
  let reads = false;
  const { chains } = ruleset;
  const out = reachedFrom(
    chains.filter(({ hook }) => hook === answersAt(ruleset)),
    chains,
  );
  const goesOut = new Set(chains.flatMap(({ id, rules }) => (out.has(id) ? rules : [])));
  const rewritten = mapRules(ruleset, (rule) => {
    if (!readsSegments(rule)) return [rule];
    reads = true;
    const each = (goesOut.has(rule) ? sentHeaders : usualHeaders).map((header) => behind(rule, header));
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
