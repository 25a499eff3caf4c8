import type { Address } from '../net/address.js';
import type { TestSend } from '../policy/policy-test.js';

/** One message of a step, before it is a packet. */
export interface Planned {
  /** Milliseconds after the step began. */
  readonly after: number;
  /** The other side, whoever of the two sends. */
  readonly peer: Address;
  readonly peerPort: number;
  readonly number: number;
}

/** SIP's own port is where a phone without NAT sends from. */
export const firstPort = 5060;

/**
 * The messages of a step in their order. Several sources share the time between two messages of one, so that they do not
 * all send in the same moment.
 */
export function* schedule(
  { from, to, count, every = 0 as never }: TestSend,
  ports: number,
): Generator<Planned> {
  const peers = to === undefined ? from : [to];
  let number = 0;
  for (let round = 0; round < count; round++) {
    for (const [index, peer] of peers.entries()) {
      const after = (round + index / peers.length) * every;
      number += 1;
      yield { after, peer, peerPort: firstPort + (round % ports), number };
    }
  }
}
