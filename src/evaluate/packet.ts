import type { Address } from '../net/address.js';
import type { Match, Transport } from '../ruleset/match.js';

/** A packet as the host's network card or one of its programs gives it to the kernel; fragments have been put together. */
export type Packet = UdpPacket | TcpPacket | IcmpPacket | OtherPacket;

interface AnyPacket {
  /** Milliseconds since the rules came into force, to the nanosecond. Never less than that of the packet before. */
  readonly at: number;
  /** `in`: to this host, or to the switch behind it. `out`: from one of its programs, or from that switch. */
  readonly direction: 'in' | 'out';
  readonly source: Address;
  /** Of the same family. */
  readonly destination: Address;
  /** Over the loopback interface; without it, over the device that the policy names, if any. */
  readonly loopback?: true;
  /** The device by which it came in. Where nothing is said, it is one that no rule names. */
  readonly device?: string;
  /** This host forwards it; addresses are those behind any translation. */
  readonly forwarded?: true;
  /** It came in by another device than that to which the host would send what is for its source: the source is forged. */
  readonly strayed?: true;
  /** Bytes of the whole IP packet, where that is not what its headers without options and its payload have. */
  readonly length?: number;
  /** IPv6 with extension headers before the transport header. */
  readonly extensionHeaders?: true;
}

interface WithPorts {
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Never changed once a packet holds it: what was found in it is remembered. */
  readonly payload: Uint8Array;
}

export interface UdpPacket extends AnyPacket, WithPorts {
  readonly protocol: 'udp';
  /** What the UDP header says, where that is not the truth: payload and 8. */
  readonly udpLength?: number;
}

export interface TcpPacket extends AnyPacket, WithPorts {
  readonly protocol: 'tcp';
  readonly flags: TcpFlags;
  /** Bytes of the TCP header: 32, with time stamps, where nothing is said. */
  readonly header?: number;
  /** Its numbers fit to nothing that the other side has sent: conntrack calls it invalid (tcp_in_window() in nf_conntrack_proto_tcp.c). */
  readonly outside?: true;
}

/** The flags of a TCP header that are set. */
export type TcpFlags = { readonly [F in 'syn' | 'ack' | 'fin' | 'rst']?: true };

/** ICMP, or ICMPv6 where the addresses are of that family. */
export interface IcmpPacket extends AnyPacket {
  readonly protocol: 'icmp';
  readonly type: number;
}

export interface OtherPacket extends AnyPacket {
  readonly protocol: 'other';
  /** IANA's number; one that no policy names where nothing is said. */
  readonly number?: number;
}

const none = new Uint8Array();

/** The bytes behind the transport header; none where the packet is of another protocol. */
export const payloadOf = (packet: Packet, transport: Transport): Uint8Array =>
  packet.protocol === transport ? packet.payload : none;

/** Whether the packet is of the protocol and has these bytes at the offset. A packet that ends before them has not. */
export function hasBytes(bytes: Uint8Array, offset: number, text: Uint8Array): boolean {
  if (bytes.length < offset + text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[offset + i] !== text[i]) return false;
  return true;
}

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Four bytes as one number with a sign, which V8 keeps without a box; `undefined` where there are fewer. */
export function wordAt(bytes: Uint8Array, offset: number): number | undefined {
  if (bytes.length < offset + 4) return undefined;
  const high = ((bytes[offset] ?? 0) << 24) | ((bytes[offset + 1] ?? 0) << 16);
  return high | ((bytes[offset + 2] ?? 0) << 8) | (bytes[offset + 3] ?? 0);
}

const UDP_HEADER = 8;
const TIMESTAMPS_HEADER = 32;
const IP_HEADER = { ipv4: 20, ipv6: 40 } as const;

export const headerOf = (packet: Packet): number =>
  packet.protocol === 'tcp' ? (packet.header ?? TIMESTAMPS_HEADER) : UDP_HEADER;

/** Bytes of the whole IP packet. */
export function lengthOf(packet: Packet): number {
  if (packet.length !== undefined) return packet.length;
  const bytes = 'payload' in packet ? packet.payload.length : 0;
  return IP_HEADER[packet.source.family] + headerOf(packet) + bytes;
}

/** What the UDP header says that the payload has; `undefined` where the packet is not UDP. */
export function saidLength(packet: Packet): number | undefined {
  if (packet.protocol !== 'udp') return undefined;
  return (packet.udpLength ?? packet.payload.length + UDP_HEADER) - UDP_HEADER;
}

const crlf = ascii('\r\n');
const twice = ascii('\r\n\r\n');
const stunCookie = Uint8Array.of(0x21, 0x12, 0xa4, 0x42);

type Form = Extract<Match, { kind: 'keepalive' }>['form'];

export const keepaliveForms: { readonly [F in Form]: (packet: Packet) => boolean } = {
  empty: (packet) => saidLength(packet) === 0,
  crlf: (packet) => saidLength(packet) === 2 && hasBytes(payloadOf(packet, 'udp'), 0, crlf),
  'double-crlf': (packet) => saidLength(packet) === 4 && hasBytes(payloadOf(packet, 'udp'), 0, twice),
  stun: (packet) => {
    const bytes = payloadOf(packet, 'udp');
    return hasBytes(bytes, 4, stunCookie) && ((bytes[0] ?? 0) & 0xc0) === 0;
  },
};
