import type { ChainId } from '../../ruleset/ids.js';
import type { Match, Transport } from '../../ruleset/match.js';
import { chainsAfter } from '../../ruleset/references.js';
import type { Chain, Hook, Rule, RuleFamily, Ruleset } from '../../ruleset/ruleset.js';
import { type Lookup, lookup } from '../lookup.js';

/** What decides the words for a match besides the match itself. */
export interface Place {
  readonly find: Lookup;
  readonly family: RuleFamily;
  /** The hooks from which packets come here. */
  readonly hooks: ReadonlySet<Hook>;
  /** What the matches to the left have made sure of. */
  readonly transport: Transport | undefined;
}

/** An expression at a raw offset says nothing about the protocol, so nft must be told unless it knows. */
export function guarded(transport: Transport, place: Place, expression: string): string {
  return place.transport === transport ? expression : `meta l4proto ${transport} ${expression}`;
}

/** The protocol that a packet certainly has once this match holds. */
export function transportOf(match: Match): Transport | undefined {
  switch (match.kind) {
    case 'transport':
    case 'ports':
    case 'payload':
      return match.transport;
    case 'keepalive':
    case 'larger':
      return 'udp';
    case 'data':
    case 'syn':
    case 'ack':
    case 'tcp-header':
    case 'bare':
      return 'tcp';
    case 'loopback':
    case 'interface':
    case 'time':
    case 'local':
    case 'way-back':
    case 'longer':
    case 'address':
    case 'contains':
    case 'limit':
    case 'connections':
    case 'conntrack':
    case 'assured':
    case 'protocol':
    case 'link-local':
    case 'icmp':
    case 'mark':
    case 'extension-headers':
      return undefined;
  }
}

/** The protocol of every packet that comes into a chain; `undefined` where several do, or any. */
export type Transports = (id: ChainId) => Transport | undefined;

/**
 * An expression at a raw offset must be told which protocol it reads, unless the way to its chain has made sure of it: one
 * comparison less for each packet, and a shorter line.
 */
export function transports(ruleset: Ruleset): Transports {
  const { chain } = lookup(ruleset);
  const seen = new Map<ChainId, Transport | undefined>();
  const walk = ({ id, rules }: Chain, comes: Transport | undefined): void => {
    if (seen.has(id) && (seen.get(id) === undefined || seen.get(id) === comes)) return;
    const sure = seen.has(id) ? undefined : comes;
    seen.set(id, sure);
    for (const rule of rules)
      for (const next of chainsAfter(rule)) walk(chain(next), madeSure(rule, next) ?? sure);
  };
  for (const start of ruleset.chains) if (start.hook) walk(start, undefined);
  return (id) => seen.get(id);
}

/** What a rule's matches and its map say of the packets that it sends to this chain. */
function madeSure({ matches, action }: Rule, next: ChainId): Transport | undefined {
  const told = matches.map(transportOf).findLast((transport) => transport !== undefined);
  if (action.kind !== 'classify' || action.otherwise === next) return told;
  return action.transport;
}
