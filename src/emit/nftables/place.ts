import type { Match, Transport } from '../../ruleset/match.js';
import type { Hook, RuleFamily } from '../../ruleset/ruleset.js';
import type { Lookup } from '../lookup.js';

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
