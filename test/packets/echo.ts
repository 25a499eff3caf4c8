import { isIPv4 } from 'node:net';
import { internetChecksum } from './checksum.js';
import { ipv4Packet } from './ipv4.js';
import { ipv6Packet } from './ipv6.js';
import { type Ends, protocols, pseudoHeader } from './udp.js';

/** An ICMP echo request of either family (RFC 792 and RFC 4443: types 8 and 128), as `ping` sends it. */
export function echoRequest(ends: Ends): Buffer {
  const four = isIPv4(ends.source);
  const message = Buffer.concat([Buffer.from([four ? 8 : 128, 0, 0, 0, 0, 1, 0, 1]), Buffer.from('ping')]);
  const covered = four ? [] : [pseudoHeader(ends, protocols.icmpv6, message.length)];
  message.writeUInt16BE(internetChecksum(...covered, message), 2);
  return four
    ? ipv4Packet({ ...ends, protocol: protocols.icmp, payload: message })
    : ipv6Packet({ ...ends, nextHeader: protocols.icmpv6, payload: message });
}
