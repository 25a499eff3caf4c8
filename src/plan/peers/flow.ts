import type { Address } from '../../net/address.js';
import type { Transport } from '../../ruleset/match.js';

/** An end of a flow. */
export interface Endpoint {
  readonly address: Address;
  readonly port: number;
}

/** A conversation that goes on at this host. */
export interface Flow {
  readonly transport: Transport;
  readonly peer: Endpoint;
  readonly host: Endpoint;
  /** Who sent the first packet. */
  readonly opened: 'peer' | 'host';
  /** Whether packets went both ways. */
  readonly answered: boolean;
}

/** One word for two ends and a transport: the same flow is often told by conntrack and by a socket. */
export const flowKey = ({ transport, peer, host }: Flow): string =>
  [transport, endText(peer), endText(host)].join(' ');

const endText = ({ address, port }: Endpoint): string => `${address.value} ${port}`;
