import type { AddressSet } from './address-set.js';
import { cidrs } from './cidrs.js';

const sourceLength = 64;

/** Whether every IPv6 network of the set is a /64 or holds whole ones: a source of IPv6 is a /64. */
export function wholeSources(set: AddressSet): boolean {
  for (const network of cidrs(set, 'ipv6')) {
    const length = /\/(\d+)$/.exec(network)?.[1];
    if (length === undefined || Number(length) > sourceLength) return false;
  }
  return true;
}
