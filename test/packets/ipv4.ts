import { addressBytes } from './addresses.js';
import { internetChecksum } from './checksum.js';
import { type Ends, protocols } from './udp.js';

export interface Ipv4 extends Ends {
  readonly protocol: number;
  readonly payload: Uint8Array;
  /** Filled up with end-of-options to whole words. Linux answers malformed ones with an ICMP error. */
  readonly options?: Uint8Array;
  readonly identification?: number;
  /** Bytes, a multiple of 8. */
  readonly offset?: number;
  readonly more?: boolean;
}

/** An IPv4 packet with a right header checksum (RFC 791). */
export function ipv4Packet(packet: Ipv4): Buffer {
  const options = packet.options ?? new Uint8Array();
  const header = Buffer.alloc(20 + Math.ceil(options.length / 4) * 4);
  header.writeUInt8(0x40 | (header.length / 4), 0);
  header.writeUInt16BE(header.length + packet.payload.length, 2);
  header.writeUInt16BE(packet.identification ?? 0, 4);
  header.writeUInt16BE((packet.more ? 0x2000 : 0) | ((packet.offset ?? 0) / 8), 6);
  header.writeUInt8(64, 8);
  header.writeUInt8(packet.protocol, 9);
  addressBytes(packet.source).copy(header, 12);
  addressBytes(packet.destination).copy(header, 16);
  header.set(options, 20);
  header.writeUInt16BE(internetChecksum(header), 10);
  return Buffer.concat([header, packet.payload]);
}

/** The packet in two fragments; the first carries `first` bytes of its payload, a multiple of 8. */
export function ipv4Fragments(packet: Ipv4, first: number): [Buffer, Buffer] {
  const identification = packet.identification ?? 1;
  return [
    ipv4Packet({ ...packet, identification, more: true, payload: packet.payload.slice(0, first) }),
    ipv4Packet({ ...packet, identification, offset: first, payload: packet.payload.slice(first) }),
  ];
}

/** ICMP destination unreachable, port unreachable (RFC 792: type 3, code 3), about a packet that the receiver sent. */
export function icmpUnreachable(ends: Ends, about: Uint8Array): Buffer {
  const message = Buffer.concat([Buffer.from([3, 3, 0, 0, 0, 0, 0, 0]), about.slice(0, 28)]);
  message.writeUInt16BE(internetChecksum(message), 2);
  return ipv4Packet({ ...ends, protocol: protocols.icmp, payload: message });
}
