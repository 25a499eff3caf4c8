import { count } from '../net/address-set.js';
import type { Family } from '../net/family.js';
import type { Policy } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { mostOf } from './worldwide.js';
import { valueAt } from './written.js';

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
