import { isIPv4 } from 'node:net';
import { internetChecksum } from './checksum.js';
import { ipv4Packet } from './ipv4.js';
import { ipv6Packet } from './ipv6.js';
import { type Ends, pseudoHeader } from './udp.js';

const TCP = 6;
const SYN = 0x02;

/** The first segment of a handshake (RFC 9293 3.1), which anybody can send in another's name. */
export function tcpSyn(ends: Ends, fromPort: number, toPort: number): Buffer {
  const segment = Buffer.alloc(20);
  segment.writeUInt16BE(fromPort, 0);
  segment.writeUInt16BE(toPort, 2);
  segment.writeUInt32BE(fromPort * 7919, 4);
  segment.writeUInt8(5 << 4, 12);
  segment.writeUInt8(SYN, 13);
  segment.writeUInt16BE(64_240, 14);
  segment.writeUInt16BE(internetChecksum(pseudoHeader(ends, TCP, segment.length), segment), 16);
  return isIPv4(ends.source)
    ? ipv4Packet({ ...ends, protocol: TCP, payload: segment })
    : ipv6Packet({ ...ends, nextHeader: TCP, payload: segment });
}
