import type { Packet, TcpFlags } from '../../evaluate/packet.js';
import { answerBytes, messageBytes } from '../../testing/message.js';
import type { Flow } from './flow.js';

/** What has been said so far, and what the peer says next. */
export interface Probe {
  /** `answered`: whether conntrack has seen the other side. */
  readonly before: readonly { readonly packet: Packet; readonly answered: boolean }[];
  readonly next: readonly Packet[];
}

const nothing = new Uint8Array();
const something = new Uint8Array([0]);

const request = (method: string): Uint8Array =>
  messageBytes({ kind: 'request', method, headers: [], size: undefined });

/**
 * A phone registers again, or calls. Whom the switch has called answers its next request. Over TCP a segment follows in the connection.
 * What no SIP port is gets a byte.
 */
export function probe(flow: Flow, at: number, speaksSip: boolean): Probe {
  if (flow.transport === 'tcp') {
    const open = packetOf(flow, 'in', at, nothing);
    const data = speaksSip ? [request('REGISTER'), request('INVITE')] : [something];
    return {
      before: [{ packet: open, answered: true }],
      next: data.map((payload) => packetOf(flow, 'in', at, payload)),
    };
  }
  const asked = packetOf(flow, 'out', at, speaksSip ? request('INVITE') : something);
  if (flow.opened === 'host')
    return {
      before: [{ packet: asked, answered: false }],
      next: [packetOf(flow, 'in', at, speaksSip ? answerBytes(200, 'INVITE') : something)],
    };
  const said = packetOf(flow, 'in', at, something);
  const data = speaksSip ? [request('REGISTER'), request('INVITE')] : [something];
  return {
    before: [{ packet: said, answered: flow.answered }],
    next: data.map((payload) => packetOf(flow, 'in', at, payload)),
  };
}

/** The first segment of a new connection like this one. */
export const startOfConnection = (flow: Flow, at: number): Packet =>
  packetOf(flow, 'in', at, nothing, { syn: true });

function packetOf(
  { transport, peer, host }: Flow,
  direction: Packet['direction'],
  at: number,
  payload: Uint8Array,
  flags: TcpFlags = { ack: true },
): Packet {
  const way =
    direction === 'in'
      ? { source: peer.address, destination: host.address, sourcePort: peer.port, destinationPort: host.port }
      : {
          source: host.address,
          destination: peer.address,
          sourcePort: host.port,
          destinationPort: peer.port,
        };
  const base = { ...way, at, direction, payload };
  return transport === 'udp' ? { ...base, protocol: 'udp' } : { ...base, protocol: 'tcp', flags };
}
