import type { Address } from '../net/address.js';

/** An IP header with what follows it, before fragments are put together. */
export interface IpPacket {
  readonly source: Address;
  readonly destination: Address;
  /** Of what stands behind the last header that was read: a transport, or one that is not read. */
  readonly protocol: number;
  /** Behind the headers, as far as it was captured. */
  readonly bytes: Buffer;
  /** How long that is by the header. */
  readonly size: number;
  /** Bytes before it, of all headers of IP. */
  readonly headers: number;
  readonly extensionHeaders: boolean;
  /** `undefined`: the packet is whole. */
  readonly fragment: { readonly key: string; readonly offset: number; readonly more: boolean } | undefined;
}

export type IpFault = 'cut' | 'malformed';

/** Reads the header at the offset. A version that is neither 4 nor 6 is malformed: the link has said that it is IP. */
export function readIp(frame: Buffer, offset: number, length: number): IpPacket | IpFault {
  const first = frame[offset];
  if (first === undefined) return 'cut';
  const version = first >> 4;
  if (version === 4) return readIpv4(frame, offset, length);
  return version === 6 ? readIpv6(frame, offset, length) : 'malformed';
}

/** A packet that a sender's card divides is no longer (GSO_MAX_SIZE in netdevice.h, Linux 6.3); a longer one says something false. */
const LONGEST = 512 * 1024;

const IPV4_HEADER = 20;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

function readIpv4(frame: Buffer, offset: number, length: number): IpPacket | IpFault {
  if (frame.length < offset + IPV4_HEADER) return 'cut';
  const headers = ((frame[offset] ?? 0) & 0x0f) * 4;
  // A sender's card divides packets of more than 64 KiB, which have no length before.
  const said = frame.readUInt16BE(offset + 2) || length - offset;
  if (headers < IPV4_HEADER || said < headers || said > Math.min(LONGEST, length - offset))
    return 'malformed';
  if (frame.length < offset + headers) return 'cut';
  const end = Math.min(offset + said, frame.length);
  const bits = frame.readUInt16BE(offset + 6);
  const protocol = frame[offset + 9] ?? 0;
  const isPart = (bits & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) !== 0;
  return {
    source: { family: 'ipv4', value: frame.readUInt32BE(offset + 12) },
    destination: { family: 'ipv4', value: frame.readUInt32BE(offset + 16) },
    protocol,
    bytes: frame.subarray(offset + headers, end),
    size: said - headers,
    headers,
    extensionHeaders: false,
    fragment: isPart
      ? {
          key: `${frame.toString('latin1', offset + 12, offset + 20)}${protocol} ${frame.readUInt16BE(offset + 4)}`,
          offset: (bits & FRAGMENT_OFFSET) * 8,
          more: (bits & MORE_FRAGMENTS) !== 0,
        }
      : undefined,
  };
}

const IPV6_HEADER = 40;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
/** Hop by hop, routing, destination, mobility, HIP, shim6 (IANA's list of extension headers): a length in eights of bytes. */
const extensions: ReadonlySet<number> = new Set([0, 43, 60, 135, 139, 140]);
/** Linux reads as many as there are; nobody sends more than a handful. */
const MOST_HEADERS = 64;

function readIpv6(frame: Buffer, offset: number, length: number): IpPacket | IpFault {
  if (frame.length < offset + IPV6_HEADER) return 'cut';
  const said = frame.readUInt16BE(offset + 4) || length - offset - IPV6_HEADER;
  if (said > Math.min(LONGEST, length - offset - IPV6_HEADER)) return 'malformed';
  const whole = offset + IPV6_HEADER + said;
  const behind = behindExtensions(frame, offset + IPV6_HEADER, whole, frame[offset + 6] ?? 0);
  if (typeof behind === 'string') return behind;
  const { at, protocol, part, extensionHeaders } = behind;
  return {
    source: addressAt(frame, offset + 8),
    destination: addressAt(frame, offset + 24),
    protocol,
    bytes: frame.subarray(at, Math.min(whole, frame.length)),
    size: whole - at,
    headers: at - offset,
    extensionHeaders,
    fragment: part && { ...part, key: `${frame.toString('latin1', offset + 8, offset + 40)}${part.key}` },
  };
}

const addressAt = (frame: Buffer, at: number): Address => ({
  family: 'ipv6',
  value: (frame.readBigUInt64BE(at) << 64n) | frame.readBigUInt64BE(at + 8),
});

interface Behind {
  readonly at: number;
  readonly protocol: number;
  readonly extensionHeaders: boolean;
  readonly part: IpPacket['fragment'];
}

/** The first header that is none of the extensions. Behind that of a later fragment there is none to be read. */
function behindExtensions(frame: Buffer, from: number, whole: number, first: number): Behind | IpFault {
  let at = from;
  let next = first;
  let extensionHeaders = false;
  let part: IpPacket['fragment'];
  for (let count = 0; count < MOST_HEADERS; count++) {
    const isFragment = next === FRAGMENT;
    if (!isFragment && next !== AUTHENTICATION && !extensions.has(next))
      return { at, protocol: next, extensionHeaders, part };
    if (at + 8 > whole) return 'malformed';
    if (at + 8 > frame.length) return 'cut';
    const length = frame[at + 1] ?? 0;
    const header = frame[at] ?? 0;
    const size = isFragment ? 8 : next === AUTHENTICATION ? (length + 2) * 4 : (length + 1) * 8;
    if (at + size > whole) return 'malformed';
    if (at + size > frame.length) return 'cut';
    if (isFragment) part = partAt(frame, at) ?? part;
    else extensionHeaders = true;
    next = header;
    at += size;
    if (part !== undefined && isFragment) return { at, protocol: next, extensionHeaders, part };
  }
  return 'malformed';
}

/** `undefined`: a fragment that is the whole (RFC 6946). */
function partAt(frame: Buffer, at: number): IpPacket['fragment'] {
  const bits = frame.readUInt16BE(at + 2);
  const offset = bits & 0xfff8;
  const more = (bits & 1) !== 0;
  return offset === 0 && !more ? undefined : { key: `${frame.readUInt32BE(at + 4)}`, offset, more };
}

/** The rest of the headers, in the whole of a packet of IPv6 that has been put together. */
export function behindWhole(bytes: Buffer, protocol: number): Behind | IpFault {
  return behindExtensions(bytes, 0, bytes.length, protocol);
}
