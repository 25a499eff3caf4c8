import type { Address } from './address.js';
import type { AddressSet } from './address-set.js';

/** An address of each source in the set, ascending: every IPv4 address, and of every IPv6 /64 the first that is in it. */
export function* sourcesOf({ ipv4, ipv6 }: AddressSet): Generator<Address> {
  for (let i = 0; i < ipv4.length; i += 2) {
    for (let value = ipv4[i] as number; value < (ipv4[i + 1] as number); value++)
      yield { family: 'ipv4', value };
  }
  let last = -1n;
  for (let i = 0; i < ipv6.length; i += 2) {
    for (
      let value = ipv6[i] as bigint;
      value < (ipv6[i + 1] as bigint);
      value = ((value >> 64n) + 1n) << 64n
    ) {
      if (value >> 64n !== last) yield { family: 'ipv6', value };
      last = value >> 64n;
    }
  }
}
