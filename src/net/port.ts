import { fault, type Parsed, type Port, type PortRange, value } from './units.js';

export type PortFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-port'; readonly text: string }
  /** `10000:39999`, as iptables writes a range; `meant` has the dash. */
  | { readonly kind: 'colon-range'; readonly text: string; readonly meant: string }
  | { readonly kind: 'port-out-of-range'; readonly text: string }
  | { readonly kind: 'reversed'; readonly text: string; readonly meant: string };

/** `5060` or `10000-39999`, as text or as the number that YAML reads; from 1 to 65535, both ends included. */
export function parsePort(written: string | number): Parsed<PortRange, PortFault> {
  const text = String(written);
  if (text === '') return fault({ kind: 'empty' });
  if (/^-\d+$/.test(text)) return fault({ kind: 'port-out-of-range', text });
  const [, firstPart, separator, lastPart = firstPart] = /^(\d+)(?:([-:])(\d+))?$/.exec(text) ?? [];
  if (firstPart === undefined) return fault({ kind: 'not-a-port', text });
  const [first, last] = [Number(firstPart), Number(lastPart)];
  if (!isPort(first)) return fault({ kind: 'port-out-of-range', text: firstPart });
  if (!isPort(last)) return fault({ kind: 'port-out-of-range', text: String(lastPart) });
  if (first > last) return fault({ kind: 'reversed', text, meant: `${last}-${first}` });
  if (separator === ':') return fault({ kind: 'colon-range', text, meant: `${first}-${last}` });
  return value({ first, last });
}

const isPort = (number: number): number is Port => number >= 1 && number <= 65_535;

/** `5060`, or `10000-39999`. */
export function portText(range: PortRange): string {
  return range.first === range.last ? `${range.first}` : `${range.first}-${range.last}`;
}

/** Ascending, and ranges that overlap or touch made one. */
export function mergePorts(ranges: readonly PortRange[]): readonly PortRange[] {
  const merged: PortRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before === undefined || range.first > before.last + 1) merged.push(range);
    else if (range.last > before.last) merged[merged.length - 1] = { first: before.first, last: range.last };
  }
  return merged;
}

/** Whether the port is in one of the ranges. */
export const covers = (ranges: readonly PortRange[], port: number): boolean =>
  ranges.some(({ first, last }) => first <= port && port <= last);
