import { type Address, addressText, families } from '../net/address.js';
import { contains } from '../net/address-set.js';
import { networks } from '../net/reserved.js';
import type { Policy } from './policy.js';
import type { Sources } from './sources.js';

/** The networks of examples, which no host has: RFC 5737, RFC 3849, RFC 9637. */
const documentation = networks(
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '2001:db8::/32',
  '3fff::/20',
);

/** Where a policy lets in somebody who cannot be there: `trusted: 203.0.113.10`, one for each key. */
export function exampleAddresses({
  trusted,
  services,
}: Pick<Policy, 'trusted' | 'services'>): readonly string[] {
  return [
    ...told('trusted', trusted),
    ...services.flatMap(({ name, from }) => (from === undefined ? [] : told(`services.${name}`, from))),
  ];
}

function told(key: string, { set }: Sources): readonly string[] {
  for (const family of families) {
    const edges = set[family];
    for (let i = 0; i + 1 < edges.length; i += 2) {
      const first = { family, value: edges[i] } as Address;
      // What is wider than they are, such as everybody, is no example.
      const last = (family === 'ipv4' ? Number(edges[i + 1]) - 1 : BigInt(edges[i + 1] ?? 1) - 1n) as never;
      if (contains(documentation, first) && contains(documentation, { family, value: last }))
        return [`${key}: ${addressText(first)}`];
    }
  }
  return [];
}
