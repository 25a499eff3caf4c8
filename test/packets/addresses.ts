import { isIPv4, isIPv6 } from 'node:net';

/**
 * The laboratory reads addresses by itself: a mistake in the compiler's own reading must not hide behind the same
 * mistake here.
 */
export function addressBytes(text: string): Buffer {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  if (!isIPv6(text)) throw new Error(`not an address: ${JSON.stringify(text)}`);
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const plain = dotted ? `${dotted[1]}${groupsOf(addressBytes(dotted[2] ?? '')).join(':')}` : text;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros: string[] = tail === undefined ? [] : Array(8 - left.length - right.length).fill('0');
  const bytes = Buffer.alloc(16);
  for (const [index, group] of [...left, ...zeros, ...right].entries()) {
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  }
  return bytes;
}

/** RFC 5952 text, which is also what Node's sockets report. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  return new URL(`http://[${groupsOf(Buffer.from(bytes)).join(':')}]/`).hostname.slice(1, -1);
}

function groupsOf(bytes: Buffer): string[] {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 2) groups.push(bytes.readUInt16BE(at).toString(16));
  return groups;
}

/** The address `distance` above another one. */
export function addressAfter(first: string, distance: bigint): string {
  const bytes = addressBytes(first);
  const sum = BigInt(`0x${bytes.toString('hex')}`) + distance;
  return addressText(Buffer.from(sum.toString(16).padStart(bytes.length * 2, '0'), 'hex'));
}

/** `count` addresses from `first` on, `step` apart. */
export function addresses(first: string, count: number, step = 1n): string[] {
  return Array.from({ length: count }, (_, index) => addressAfter(first, BigInt(index) * step));
}

/** `count` different sources as a policy counts them: IPv4 addresses, or one address in each of `count` IPv6 /64s. */
export function sources(first: string, count: number): string[] {
  return addresses(first, count, isIPv4(first) ? 1n : 1n << 64n);
}
