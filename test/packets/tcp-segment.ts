import { isIPv4 } from 'node:net';
import { internetChecksum } from './checksum.js';
import { ipv4Packet } from './ipv4.js';
import { ipv6Packet } from './ipv6.js';
import { type Ends, pseudoHeader } from './udp.js';

const TCP = 6;
const flagBits = { FIN: 0x01, SYN: 0x02, RST: 0x04, PSH: 0x08, ACK: 0x10, URG: 0x20 } as const;
export type TcpFlag = keyof typeof flagBits;

export interface Segment {
  readonly fromPort: number;
  readonly toPort: number;
  readonly flags: readonly TcpFlag[];
  readonly sequence?: number;
  readonly acknowledged?: number;
  readonly data?: Uint8Array | string;
  /** 64240 without it. */
  readonly window?: number;
  /** Bytes of options, of which each is a NOP (RFC 9293 3.1), a multiple of 4; none without it. */
  readonly options?: number;
}

/** One segment (RFC 9293 3.1) as a whole packet, in whose name it may be. */
export function tcpSegment(ends: Ends, segment: Segment): Buffer {
  const { options = 0 } = segment;
  const header = Buffer.alloc(20 + options, 1).fill(0, 0, 20);
  const data = Buffer.from(segment.data ?? '');
  header.writeUInt16BE(segment.fromPort, 0);
  header.writeUInt16BE(segment.toPort, 2);
  header.writeUInt32BE(segment.sequence ?? segment.fromPort * 7919, 4);
  header.writeUInt32BE(segment.acknowledged ?? 0, 8);
  header.writeUInt8((header.length / 4) << 4, 12);
  header.writeUInt8(
    segment.flags.reduce((sum, flag) => sum | flagBits[flag], 0),
    13,
  );
  header.writeUInt16BE(segment.window ?? 64_240, 14);
  header.writeUInt16BE(
    internetChecksum(pseudoHeader(ends, TCP, header.length + data.length), header, data),
    16,
  );
  const payload = Buffer.concat([header, data]);
  return isIPv4(ends.source)
    ? ipv4Packet({ ...ends, protocol: TCP, payload })
    : ipv6Packet({ ...ends, nextHeader: TCP, payload });
}
