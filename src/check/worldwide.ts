import type { Family } from '../net/address.js';
import { type AddressSet, count } from '../net/address-set.js';
import type { Policy, Service } from '../policy/policy.js';
import { type Check, finding, valueAt } from './check.js';

/**
 * The addresses of an IPv4 /8: no company's own network is larger. Those of an IPv6 /16, the largest block that a registry has
 * given to one holder.
 */
export const mostOf = { ipv4: 2n ** 24n, ipv6: 2n ** 112n } as const satisfies Record<Family, bigint>;

/** Whether the set holds so much of the internet that it keeps nobody out. */
function isWorldwide(set: AddressSet): boolean {
  return count(set, 'ipv4') > mostOf.ipv4 || count(set, 'ipv6') > mostOf.ipv6;
}

/** How wide a service is open, in words; `undefined` where it is not. By named devices only who is behind them comes. */
export function openTo({ from, on }: Pick<Service, 'from' | 'on'>): string | undefined {
  if (on.length > 0) return undefined;
  if (from === undefined) return 'everybody';
  return isWorldwide(from.set) ? worldwideText(from.set) : undefined;
}

function worldwideText(set: AddressSet): string {
  const share = count(set, 'ipv4') > mostOf.ipv4 ? 'of IPv4' : 'of IPv6';
  return `a large part ${share}`;
}

const families = { ipv4: 'IPv4', ipv6: 'IPv6' } as const satisfies Record<Family, string>;

/** So much is blocked that no rule behind it is reached. A host without IPv4 blocks all of it, and names none of it elsewhere. */
export const blockedWorldwide: Check = function* ({ policy, document }) {
  for (const family of ['ipv4', 'ipv6'] as const) {
    const { set, path } = policy.blocked;
    if (count(set, family) <= mostOf[family] || !isUsed(policy, family)) continue;
    const listed = count(policy.blocked.written(), family) <= mostOf[family];
    yield finding('VG374', valueAt(document, path), {
      sources: `a large part of ${families[family]}`,
      listed,
    });
  }
};

function isUsed({ trusted, services }: Policy, family: Family): boolean {
  return [trusted, ...services.flatMap(({ from }) => from ?? [])].some(({ set }) => count(set, family) > 0n);
}

/** So much is trusted that the SIP rules protect nothing. */
export const trustedWorldwide: Check = function* ({ policy: { trusted }, document }) {
  if (!isWorldwide(trusted.set)) return;
  yield finding('VG305', valueAt(document, trusted.path), { sources: worldwideText(trusted.set) });
};
