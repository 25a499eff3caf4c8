import { type AddressSet, isEmpty, subtract, union } from '../../net/address-set.js';
import { cidrs } from '../../net/cidrs.js';
import type { Policy } from '../../policy/policy.js';

export const holdsNone = (set: AddressSet): boolean => isEmpty(set, 'ipv4') && isEmpty(set, 'ipv6');

/** Whether all of the first is in the second. */
export const isWithin = (set: AddressSet, other: AddressSet): boolean => holdsNone(subtract(set, other));

/** What the rules really block: whoever is trusted or may reach a service is spared. */
export function reallyBlocked({ blocked, trusted, services }: Policy): AddressSet {
  const spared = services.reduce(
    (set, { from }) => (from === undefined ? set : union(set, from.set)),
    trusted.set,
  );
  return subtract(blocked.set, spared);
}

const shown = 3;

/** The first networks of the set, and that there are more. */
export function someOf(set: AddressSet): string {
  const first: string[] = [];
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const cidr of cidrs(set, family)) {
      if (first.length === shown) return `${first.join(', ')} and others`;
      first.push(cidr);
    }
  }
  return first.join(', ');
}
