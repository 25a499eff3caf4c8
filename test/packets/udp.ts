import { isIPv4 } from 'node:net';
import { addressBytes } from './addresses.js';
import { internetChecksum } from './checksum.js';

/** IANA protocol numbers. */
export const protocols = {
  hopByHop: 0,
  icmp: 1,
  udp: 17,
  fragment: 44,
  icmpv6: 58,
  destinationOptions: 60,
} as const;

export interface Ends {
  readonly source: string;
  readonly destination: string;
}

export interface Datagram extends Ends {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array | string;
  /** `zero`: not computed, as IPv4 allows (RFC 768) and Linux refuses over IPv6. */
  readonly checksum?: 'right' | 'zero';
}

/** A UDP header and its payload, for `ipv4Packet` or `ipv6Packet`. */
export function udp(datagram: Datagram): Buffer {
  const body = Buffer.from(datagram.payload);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(datagram.sourcePort, 0);
  header.writeUInt16BE(datagram.destinationPort, 2);
  header.writeUInt16BE(8 + body.length, 4);
  if (datagram.checksum !== 'zero') {
    const sum = internetChecksum(pseudoHeader(datagram, protocols.udp, 8 + body.length), header, body);
    header.writeUInt16BE(sum || 0xffff, 6);
  }
  return Buffer.concat([header, body]);
}

/** What transport checksums cover beside the segment (RFC 768, RFC 8200 8.1). */
export function pseudoHeader(ends: Ends, protocol: number, length: number): Buffer {
  const parts = [addressBytes(ends.source), addressBytes(ends.destination)];
  if (isIPv4(ends.source))
    return Buffer.concat([...parts, Buffer.from([0, protocol, length >> 8, length & 255])]);
  const tail = Buffer.alloc(8);
  tail.writeUInt32BE(length, 0);
  tail.writeUInt8(protocol, 7);
  return Buffer.concat([...parts, tail]);
}
