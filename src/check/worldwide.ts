import { type AddressSet, count } from '../net/address-set.js';
import type { Family } from '../net/family.js';
import type { Service } from '../policy/policy.js';

/**
 * The addresses of an IPv4 /8: no company's own network is larger. Those of an IPv6 /16, the largest block that a registry has
 * given to one holder.
 */
export const mostOf = { ipv4: 2n ** 24n, ipv6: 2n ** 112n } as const satisfies Record<Family, bigint>;

/** Whether the set holds so much of the internet that it keeps nobody out. */
export function isWorldwide(set: AddressSet): boolean {
  return count(set, 'ipv4') > mostOf.ipv4 || count(set, 'ipv6') > mostOf.ipv6;
}

/** How wide a service is open, in words; `undefined` where it is not. By named devices only who is behind them comes. */
export function openTo({ from, on }: Pick<Service, 'from' | 'on'>): string | undefined {
  if (on.length > 0) return undefined;
  if (from === undefined) return 'everybody';
  return isWorldwide(from.set) ? worldwideText(from.set) : undefined;
}

export function worldwideText(set: AddressSet): string {
  const share = count(set, 'ipv4') > mostOf.ipv4 ? 'of IPv4' : 'of IPv6';
  return `a large part ${share}`;
}
