import type { Packet, TcpFlags } from '../../evaluate/packet.js';
import type { Address } from '../../net/address.js';
import { answerBytes, messageBytes } from '../../policy/test-message.js';
import type { Transport } from '../../ruleset/match.js';

/** An end of a flow. */
export interface Endpoint {
  readonly address: Address;
  readonly port: number;
}

/** A conversation that goes on at this host, or by way of it at the switch behind. */
export interface Flow {
  readonly transport: Transport;
  readonly peer: Endpoint;
  readonly host: Endpoint;
  /** Who sent the first packet. */
  readonly opened: 'peer' | 'host';
  /** Whether packets went both ways. */
  readonly answered: boolean;
  /** The host is the switch behind this one, which forwards what they say. */
  readonly forwarded?: true;
}

/** One word for two ends and a transport: the same flow is often told by conntrack and by a socket. */
export const flowKey = ({ transport, peer, host }: Flow): string =>
  [transport, endText(peer), endText(host)].join(' ');

const endText = ({ address, port }: Endpoint): string => `${address.value} ${port}`;

/** What has been said so far, and what the peer says next. */
export interface Probe {
  /** `answered`: whether conntrack has seen the other side. */
  readonly before: readonly { readonly packet: Packet; readonly answered: boolean }[];
  readonly next: readonly Packet[];
}

const nothing = new Uint8Array();
const something = new Uint8Array([0]);

/** What peers say. The same bytes for every peer: the evaluator remembers what it has found in them. */
export interface Sayings {
  readonly register: Uint8Array;
  readonly invite: Uint8Array;
  readonly options: Uint8Array;
}

/** @param domain What their request lines name. */
export function sayingsOf(domain: string | undefined): Sayings {
  const request = (method: string) =>
    messageBytes({ kind: 'request', domain, method, headers: [], size: undefined });
  return { register: request('REGISTER'), invite: request('INVITE'), options: request('OPTIONS') };
}

const answer = answerBytes(200, 'INVITE');
const short = new TextEncoder().encode('REGISTER sip:a SIP/2.0\r\n');

/**
 * A phone registers again, or calls. Whom the switch has called answers its next request. Over TCP a segment follows in the connection.
 * What no SIP port is gets a byte.
 */
export function probe(flow: Flow, at: number, speaksSip: boolean, { register, invite }: Sayings): Probe {
  const said = (payload: Uint8Array): Packet => packetOf(flow, 'in', at, payload);
  if (flow.transport === 'udp' && flow.opened === 'host')
    return {
      before: [{ packet: packetOf(flow, 'out', at, speaksSip ? invite : something), answered: false }],
      next: [said(speaksSip ? answer : something)],
    };
  const isOpen = flow.transport === 'tcp';
  return {
    before: [{ packet: said(isOpen ? nothing : something), answered: isOpen || flow.answered }],
    next: speaksSip ? [said(register), said(invite)] : [said(something)],
  };
}

/** An OPTIONS, its repetition half a second later, and the next one. */
export const qualifying = (
  flow: Flow,
  at: number,
  { options }: Sayings,
): readonly [Packet, Packet, Packet] => [
  packetOf(flow, 'in', at, options),
  packetOf(flow, 'in', at + 500, options),
  packetOf(flow, 'in', at + 20_000, options),
];

/** A segment of a connection that is open already. */
export const shortRequest = (flow: Flow, at: number): Packet => packetOf(flow, 'in', at, short);

/** The first segment of a new connection like this one. */
export const startOfConnection = (flow: Flow, at: number): Packet =>
  packetOf(flow, 'in', at, nothing, { syn: true });

function packetOf(
  flow: Flow,
  direction: Packet['direction'],
  at: number,
  payload: Uint8Array,
  flags?: TcpFlags,
): Packet {
  const packet = packetOfHost(flow, direction, at, payload, flags);
  return flow.forwarded ? { ...packet, forwarded: flow.forwarded } : packet;
}

/** Literals, not parts that are spread together: those took the evaluator, on Node 20, up to four times as long. */
function packetOfHost(
  { transport, peer, host }: Flow,
  direction: Packet['direction'],
  at: number,
  payload: Uint8Array,
  flags: TcpFlags = { ack: true },
): Packet {
  const [from, to] = direction === 'in' ? [peer, host] : [host, peer];
  const { address: source, port: sourcePort } = from;
  const { address: destination, port: destinationPort } = to;
  return transport === 'udp'
    ? { protocol: 'udp', at, direction, source, destination, sourcePort, destinationPort, payload }
    : { protocol: 'tcp', at, direction, source, destination, sourcePort, destinationPort, payload, flags };
}
