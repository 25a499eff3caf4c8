import type { Milliseconds } from '../net/units.js';
import type { ChainId, MeterId, SetId } from './ids.js';
import type { SearchMark, Side, TcpHeader, Transport } from './match.js';

/** One action a rule. `jump`, `learn`, `forget`, `refill`, `note`, `count`, `log`, `untrack` and `mark` go on with the next rule. */
export type Action =
  /** Leaves our chains: nothing against the packet, the host's other rules may still have. */
  | { readonly kind: 'pass' }
  /** The policy lets the packet in. The host's other rules still have their say, as after `pass`: what they refuse stays refused. */
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'reject' }
  /** Ends the TCP connection: its sender gets a reset. */
  | { readonly kind: 'reset' }
  /** `counted`: the rule refuses the packet, so a listing must say how often; elsewhere a counter costs more than it tells. */
  | {
      readonly kind: 'goto';
      readonly chain: ChainId;
      readonly counted?: true;
      /** The packet takes this number with it, for a `note` on the way. Written by `legalize` only. */
      readonly as?: number;
    }
  /** Through a chain that only refuses or falls through; what it lets pass goes on with the next rule. */
  | { readonly kind: 'jump'; readonly chain: ChainId }
  /** By the bytes at an offset of the payload to one of several chains; to `otherwise` if none fits. */
  | {
      readonly kind: 'classify';
      readonly transport: Transport;
      readonly offset: number;
      readonly header?: TcpHeader;
      readonly cases: readonly ClassifyCase[];
      readonly otherwise: ChainId;
      /** One lookup, where the backend has maps: texts of four bytes. Otherwise rules, whose comments name the case in a listing. */
      readonly lookup?: true;
    }
  | {
      readonly kind: 'learn';
      readonly set: SetId;
      readonly side: Side;
      readonly timeout: Milliseconds;
      /** Where a packet goes whose source a full set could not take; without it, on to the next rule. */
      readonly full?: ChainId;
    }
  | { readonly kind: 'forget'; readonly set: SetId; readonly side: Side }
  /** The bucket of this packet's key is full again. */
  | { readonly kind: 'refill'; readonly meter: MeterId }
  /**
   * Writes the address down with a number that stands for a rule: this one, or the one that the packet carries. Written by
   * `legalize` only, and never between a packet and its refusal: a full set takes nothing, and the next rule follows.
   */
  | {
      readonly kind: 'note';
      readonly set: SetId;
      readonly side: Side;
      readonly timeout: Milliseconds;
      readonly as?: number;
      /** The rule itself is counted too, however full the set is. */
      readonly counted?: true;
    }
  /** Only says how often it was met. */
  | { readonly kind: 'count' }
  | { readonly kind: 'log'; readonly prefix: string }
  | { readonly kind: 'untrack' }
  | { readonly kind: 'mark'; readonly mark: SearchMark | 'none' };

export interface ClassifyCase {
  /** ASCII; the first four bytes differ between the cases of one action. */
  readonly text: string;
  readonly chain: ChainId;
}
