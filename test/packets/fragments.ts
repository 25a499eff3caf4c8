import { isIPv4 } from 'node:net';
import { addressBytes } from './addresses.js';
import { ipv4Packet } from './ipv4.js';
import { ipv6Packet } from './ipv6.js';
import { type Datagram, protocols, udp } from './udp.js';

/** A datagram in as many packets as it needs, each with `size` bytes of it, a multiple of 8. */
export function fragmentsOf(datagram: Datagram, identification: number, size = 1400): readonly Buffer[] {
  const whole = udp(datagram);
  const starts = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) => index * size);
  return starts.map((offset) =>
    fragment(datagram, {
      identification,
      offset,
      more: offset + size < whole.length,
      payload: whole.subarray(offset, offset + size),
    }),
  );
}

/** The first eight bytes of a datagram whose rest never comes. */
export const incomplete = (datagram: Datagram, identification: number): Buffer =>
  fragment(datagram, {
    identification,
    offset: 0,
    more: true,
    payload: udp(datagram).subarray(0, 8),
  });

interface Part {
  readonly identification: number;
  readonly offset: number;
  readonly more: boolean;
  readonly payload: Uint8Array;
}

function fragment({ source, destination }: Datagram, part: Part): Buffer {
  const ends = { source, destination };
  if (isIPv4(source)) return ipv4Packet({ ...ends, protocol: protocols.udp, ...part });
  const header = Buffer.alloc(8);
  header.writeUInt8(protocols.udp, 0);
  header.writeUInt16BE(part.offset | (part.more ? 1 : 0), 2);
  header.writeUInt32BE(part.identification, 4);
  const payload = Buffer.concat([header, part.payload]);
  return ipv6Packet({ ...ends, nextHeader: protocols.fragment, payload });
}

/** The n-th address of a benchmark network (RFC 2544, RFC 5180). */
export function nthSource(first: string, n: number): string {
  const bytes = Buffer.from(addressBytes(first));
  bytes.writeUInt16BE(n & 0xffff, bytes.length - 2);
  return isIPv4(first) ? [...bytes].join('.') : (bytes.toString('hex').match(/.{4}/g) ?? []).join(':');
}
