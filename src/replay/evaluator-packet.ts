import type { SeenPacket } from '../capture/seen-packet.js';
import type { Packet, TcpFlags } from '../evaluate/packet.js';

const flagSets: readonly TcpFlags[] = Array.from({ length: 32 }, (_, bits) => ({
  ...(bits & 0x01 ? { fin: true as const } : {}),
  ...(bits & 0x02 ? { syn: true as const } : {}),
  ...(bits & 0x04 ? { rst: true as const } : {}),
  ...(bits & 0x10 ? { ack: true as const } : {}),
}));

/** The packet as the evaluator takes it. Written out: objects that are spread together take V8 three times as long to read. */
export function packetOf(seen: SeenPacket, direction: Packet['direction']): Packet {
  const packet = plainPacket(seen, direction);
  return seen.extensionHeaders ? { ...packet, extensionHeaders: true } : packet;
}

function plainPacket(seen: SeenPacket, direction: Packet['direction']): Packet {
  const { at, source, destination, sourcePort, destinationPort, payload, length } = seen;
  switch (seen.protocol) {
    case 'udp': {
      const { udpLength } = seen;
      // biome-ignore format: written out in one go
      return { protocol: 'udp', at, direction, source, destination, length, sourcePort, destinationPort, payload, udpLength };
    }
    case 'tcp': {
      const { header } = seen;
      const flags = flagSets[seen.flags & 0x1f] ?? {};
      // biome-ignore format: written out in one go
      return { protocol: 'tcp', at, direction, source, destination, length, sourcePort, destinationPort, payload, flags, header };
    }
    case 'icmp':
      return { protocol: 'icmp', at, direction, source, destination, length, type: seen.type };
    case 'other':
      return { protocol: 'other', at, direction, source, destination, length, number: seen.number };
  }
}
