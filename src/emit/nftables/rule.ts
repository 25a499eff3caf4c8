import type { Match, Transport } from '../../ruleset/match.js';
import { actsOnAddress } from '../../ruleset/references.js';
import type { Hook, Rule } from '../../ruleset/ruleset.js';
import type { Lookup } from '../lookup.js';
import { assertChargedOnce, combine } from '../not-legalized.js';
import { emitAction } from './actions.js';
import { emitMatch } from './matches.js';
import { type Place, transportOf } from './place.js';
import { fullMatch } from './sets.js';
import { nftQuote } from './spelling.js';

/** The lines of one rule; all of them bear its id. */
export function ruleLines(
  rule: Rule,
  find: Lookup,
  hooks: ReadonlySet<Hook>,
  comes?: Transport,
): readonly string[] {
  const { matches, transport } = emitMatches(rule, { find, family: rule.family, hooks, transport: comes });
  const actions = emitAction(rule.action, { find, family: rule.family, hooks, transport });
  assertChargedOnce(rule, [...matches.map((texts) => texts.length), actions.length]);
  return combine([familyGuard(rule, find), ...matches, actions]).map((words) =>
    [...words, `comment ${nftQuote(rule.id)}`].filter((word) => word !== '').join(' '),
  );
}

/** What a rule asks; `undefined` where that takes several lines. */
export function asksOf(rule: Rule, place: Place): string | undefined {
  const [guard = ''] = familyGuard(rule, place.find);
  const texts = emitMatches(rule, place).matches.map(([text = '', ...more]) =>
    more.length === 0 ? text : undefined,
  );
  return texts.includes(undefined) ? undefined : [guard, ...texts].filter((text) => text !== '').join(' ');
}

interface Emitted {
  readonly matches: readonly (readonly string[])[];
  readonly transport: Transport | undefined;
}

function emitMatches(rule: Rule, start: Place): Emitted {
  return rule.matches.reduce<Emitted>(
    ({ matches, transport }, match) => ({
      matches: [...matches, [...emitMatch(match, { ...start, transport }), ...whenFull(match, start)]],
      transport: transportOf(match) ?? transport,
    }),
    { matches: [], transport: start.transport },
  );
}

/** The lookup stands behind the meter's own line, so that a source which the set had room for is in it by then. */
function whenFull(match: Match, { find }: Place): readonly string[] {
  const text = match.kind === 'limit' ? fullMatch(find.meter(match.meter)) : undefined;
  return text === undefined ? [] : [text];
}

const nfproto = { ipv4: ['meta nfproto ipv4'], ipv6: ['meta nfproto ipv6'], any: [''] } as const;

/**
 * An address says which family it is of, and nft checks that where the address stands. What stands before it must be told; but what few packets are
 * is asked first, since the others then need not be asked for their family.
 */
function familyGuard({ family, matches, action }: Rule, find: Lookup): readonly string[] {
  const [first] = matches[0] !== undefined && isRare(matches[0]) ? matches.slice(1) : matches;
  const told = first === undefined ? actsOnAddress(action) : namesFamily(first, find);
  return told ? nfproto.any : nfproto[family];
}

/** Or nothing is left to ask: the way to the chain has made sure of it. */
const isRare = ({ kind }: Match): boolean => kind === 'longer' || kind === 'syn' || kind === 'transport';

function namesFamily(match: Match, find: Lookup): boolean {
  switch (match.kind) {
    case 'address':
    case 'connections':
    case 'icmp':
    case 'link-local':
      return true;
    case 'limit':
      return find.meter(match.meter).key !== 'all';
    case 'loopback':
    case 'interface':
    case 'time':
    case 'syn':
    case 'ack':
    case 'transport':
    case 'ports':
    case 'payload':
    case 'data':
    case 'tcp-header':
    case 'bare':
    case 'local':
    case 'way-back':
    case 'longer':
    case 'keepalive':
    case 'larger':
    case 'contains':
    case 'conntrack':
    case 'assured':
    case 'protocol':
    case 'mark':
    case 'extension-headers':
      return false;
  }
}
