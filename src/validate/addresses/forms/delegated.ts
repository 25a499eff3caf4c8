import { ipv4Text, ipv4Value } from '../../../net/ipv4.js';
import type { OnCell } from './cells.js';

/**
 * `ripencc|NL|ipv4|193.0.0.0|2048|19930901|allocated`: what the five registries publish of who holds what. IPv4 says how many addresses, IPv6
 * the prefix. Lines of numbers of networks (`asn`), the head and the sums are no entries.
 */
export function delegatedCells(
  text: string,
  countries: readonly string[],
  on: OnCell,
): (start: number, end: number, line: number) => void {
  const wanted = new Set(countries);
  return (start, end, line) => {
    const [, country = '', kind = '', first = '', size = '', , state] = text.slice(start, end).split('|');
    if ((kind !== 'ipv4' && kind !== 'ipv6') || !wanted.has(country)) return;
    if (state !== 'allocated' && state !== 'assigned') return;
    const from = start + text.slice(start, end).indexOf(first);
    on(from, from + first.length, line, kind === 'ipv4' ? spanOf(first, size) : `${first}/${size}`);
  };
}

function spanOf(first: string, size: string): string {
  const value = ipv4Value(first);
  const last = value === undefined || !/^[1-9]\d{0,9}$/.test(size) ? Number.NaN : value + Number(size) - 1;
  return last < 2 ** 32 ? `${first}-${ipv4Text(last)}` : `${first}-${size}`;
}
