const DOT = 46;
const ZERO = 48;

/**
 * The value of a dotted quad: four decimal octets and nothing else. `undefined` for anything that inet_aton(3) reads
 * and people do not mean: short forms, octal, hexadecimal. It may stand anywhere in a longer text, of which no parts are
 * cut out: block lists have a million lines.
 */
export function ipv4Value(text: string, start = 0, end = text.length): number | undefined {
  if (end - start < 7 || end - start > 15) return undefined;
  let value = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (digits === 0 || ++dots > 3) return undefined;
      value = value * 256 + octet;
      octet = digits = 0;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9 || (digits > 0 && octet === 0)) return undefined;
    octet = octet * 10 + digit;
    digits++;
    if (octet > 255) return undefined;
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : undefined;
}

/** A quad with octets such as `010` or `08`, read as decimal; inet_aton(3) reads them as octal. */
export function ipv4WithLeadingZeros(text: string): number | undefined {
  if (!/^\d+(\.\d+){3}$/.test(text)) return undefined;
  return ipv4Value(text.split('.').map(Number).join('.'));
}

export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

const hexGroups = /^[0-9a-f]{1,4}(:[0-9a-f]{1,4})*$/i;

/** The value of any text form of RFC 4291 section 2.2, an embedded dotted quad included; no zone, no brackets. */
export function ipv6Value(text: string): bigint | undefined {
  const plain = withoutQuad(text);
  if (plain === undefined) return undefined;
  const [before = '', after, more] = plain.split('::');
  if (more !== undefined) return undefined;
  const head = groups(before);
  const tail = groups(after ?? '');
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const hex = [...head, ...Array<string>(missing).fill('0'), ...tail].map((group) => group.padStart(4, '0'));
  return BigInt(`0x${hex.join('')}`);
}

function groups(text: string): readonly string[] | undefined {
  if (text === '') return [];
  return hexGroups.test(text) ? text.split(':') : undefined;
}

/** The dotted quad at the end, if there is one, as two groups. */
function withoutQuad(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const start = text.lastIndexOf(':') + 1;
  const quad = ipv4Value(text.slice(start));
  if (start === 0 || quad === undefined) return undefined;
  return `${text.slice(0, start)}${(quad >>> 16).toString(16)}:${(quad & 0xffff).toString(16)}`;
}

/** RFC 5952: lower case, no leading zeros, `::` for the first of the longest runs of two or more zero groups. */
export function ipv6Text(value: bigint): string {
  const hex = value.toString(16).padStart(32, '0');
  const parts = Array.from({ length: 8 }, (_, i) => Number.parseInt(hex.slice(4 * i, 4 * i + 4), 16));
  const run = longestZeroRun(parts);
  const text = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map((part) => part.toString(16))
      .join(':');
  return run.length < 2 ? text(0, 8) : `${text(0, run.start)}::${text(run.start + run.length, 8)}`;
}

function longestZeroRun(parts: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  for (const [i, part] of parts.entries()) {
    length = part === 0 ? length + 1 : 0;
    if (length > best.length) best = { start: i + 1 - length, length };
  }
  return best;
}
