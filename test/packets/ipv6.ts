import { addressBytes } from './addresses.js';
import { internetChecksum } from './checksum.js';
import { type Ends, protocols, pseudoHeader } from './udp.js';

export interface Ipv6 extends Ends {
  readonly nextHeader: number;
  readonly payload: Uint8Array;
}

/** An IPv6 packet (RFC 8200). Extension headers are part of the payload: see `withOptions`. */
export function ipv6Packet(packet: Ipv6): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt8(0x60, 0);
  header.writeUInt16BE(packet.payload.length, 4);
  header.writeUInt8(packet.nextHeader, 6);
  header.writeUInt8(64, 7);
  addressBytes(packet.source).copy(header, 8);
  addressBytes(packet.destination).copy(header, 24);
  return Buffer.concat([header, packet.payload]);
}

/** The packet with an options header of 8 bytes (one PadN, RFC 8200 4.2) before what it carried. */
export function withOptions(packet: Ipv6, kind: 'hopByHop' | 'destinationOptions'): Ipv6 {
  const header = Buffer.from([packet.nextHeader, 0, 1, 4, 0, 0, 0, 0]);
  return { ...packet, nextHeader: protocols[kind], payload: Buffer.concat([header, packet.payload]) };
}

/** The packet in two fragments; the first carries `first` bytes of its payload, a multiple of 8. */
export function ipv6Fragments(packet: Ipv6, first: number, identification = 1): [Buffer, Buffer] {
  const part = (from: number, to: number | undefined): Buffer => {
    const header = Buffer.from([
      packet.nextHeader,
      0,
      from >> 8,
      (from & 0xf8) | (to === undefined ? 0 : 1),
      0,
      0,
      0,
      0,
    ]);
    header.writeUInt32BE(identification, 4);
    const payload = Buffer.concat([header, packet.payload.slice(from, to)]);
    return ipv6Packet({ ...packet, nextHeader: protocols.fragment, payload });
  };
  return [part(0, first), part(first, undefined)];
}

/** ICMPv6 destination unreachable, port unreachable (RFC 4443: type 1, code 4), about a packet that the receiver sent. */
export function icmpv6Unreachable(ends: Ends, about: Uint8Array): Buffer {
  const message = Buffer.concat([Buffer.from([1, 4, 0, 0, 0, 0, 0, 0]), about.slice(0, 1232)]);
  const sum = internetChecksum(pseudoHeader(ends, protocols.icmpv6, message.length), message);
  message.writeUInt16BE(sum, 2);
  return ipv6Packet({ ...ends, nextHeader: protocols.icmpv6, payload: message });
}
