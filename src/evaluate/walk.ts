import type { ConntrackState, SearchMark } from '../ruleset/match.js';
import type { Rule } from '../ruleset/ruleset.js';
import type { Clock } from './clock.js';
import type { Flow } from './flow-table.js';
import type { Packet } from './packet.js';

/** What the kernel knows of a packet beside its bytes, on its way through the hooks. */
export interface Walk {
  packet: Packet;
  readonly clock: Clock;
  mark: SearchMark | 'none';
  state: ConntrackState;
  /** Conntrack: the other side began its flow. */
  reply: boolean;
  /** Conntrack's, from the moment at which it has seen the packet. */
  flow: Flow | undefined;
  untracked: boolean;
  /** A match drops the packet by itself: a table is full. */
  hotdrop: boolean;
  /** The first rule that refused the packet. */
  cause: Rule | undefined;
  /** The last rule whose matches held. */
  last: Rule | undefined;
}
