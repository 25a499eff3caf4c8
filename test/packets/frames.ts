import { isIPv4 } from 'node:net';
import { link } from '../../src/host/lab/link.js';
import { ipv4Packet } from './ipv4.js';
import { ipv6Packet } from './ipv6.js';
import { type Datagram, protocols, udp } from './udp.js';

/** A whole UDP packet of either family, without options. */
export function udpPacket(datagram: Datagram): Buffer {
  const { source, destination } = datagram;
  const carried = udp(datagram);
  return isIPv4(source)
    ? ipv4Packet({ source, destination, protocol: protocols.udp, payload: carried })
    : ipv6Packet({ source, destination, nextHeader: protocols.udp, payload: carried });
}

/** The Ethernet frame that carries an IPv4 or IPv6 packet from the world to the switch. */
export function frame(packet: Uint8Array): Buffer {
  const type = (packet[0] ?? 0) >> 4 === 4 ? [0x08, 0x00] : [0x86, 0xdd];
  return Buffer.concat([mac(link.switch.mac), mac(link.world.mac), Buffer.from(type), packet]);
}

const mac = (text: string): Buffer => Buffer.from(text.replaceAll(':', ''), 'hex');
