import type { Address } from '../net/address.js';

/** A packet as the host's network card or one of its programs gives it to the kernel; fragments have been put together. */
export type Packet = UdpPacket | TcpPacket | IcmpPacket | OtherPacket;

interface AnyPacket {
  /** Milliseconds since the rules came into force, to the nanosecond. Never less than that of the packet before. */
  readonly at: number;
  /** `in`: to this host. `out`: from one of its programs. */
  readonly direction: 'in' | 'out';
  readonly source: Address;
  /** Of the same family. */
  readonly destination: Address;
  /** Over the loopback interface; without it, over the device that the policy names, if any. */
  readonly loopback?: true;
  /** The device by which it came in. Where nothing is said, it is one that no rule names. */
  readonly device?: string;
  /** For another host, to which this one forwards it. */
  readonly forwarded?: true;
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
