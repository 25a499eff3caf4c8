import type { IcmpType } from '../net/protocol.js';
import type { Count, PortRange, Rate } from '../net/units.js';
import type { PolicyPath } from './path.js';
import type { OpenLimit, When } from './sip.js';
import type { Sources } from './sources.js';

/** Sources that rules learn, as a `from` names them. */
export type LearnedWord = 'known' | 'called';

/** What may come in beside SIP. */
export interface Service {
  readonly name: string;
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  /** IANA's number of a protocol without ports. */
  readonly protocol: number | undefined;
  readonly icmp: readonly IcmpType[];
  /** `undefined`: open to everybody. Whom `trusted` names in it is in the set. */
  readonly from: Sources | undefined;
  /** Who may reach it beside `from`, which is then not `undefined`. */
  readonly learned: readonly LearnedWord[];
  /** The policy says `any`: that it is open to everybody is meant. */
  readonly anybody: boolean;
  /** Addresses of this host; `undefined`: all. */
  readonly to: Sources | undefined;
  /** Devices by which it is reached, a `*` at the end for any rest; none: all. */
  readonly on: readonly string[];
  /** What each source may begin: connections whose handshake is over, flows, or packets without either. */
  readonly limit: ServiceRate | undefined;
  /** Connections of each source that may be open at once. */
  readonly connections: OpenLimit | undefined;
  /** Every packet of each source, those of established flows too. */
  readonly packets: ServiceRate | undefined;
  /** When it may be begun; always where nothing is said. */
  readonly when: When | undefined;
  readonly path: PolicyPath;
}

export interface ServiceRate {
  readonly rate: Rate;
  readonly burst: Count;
  readonly path: PolicyPath;
}
