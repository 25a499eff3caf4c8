import { ipv4Value } from './ipv4.js';

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
