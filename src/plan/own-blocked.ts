import { type Address, addressText } from '../net/address.js';
import { contains } from '../net/address-set.js';
import { isLoopback } from '../net/loopback.js';
import type { Policy } from '../policy/policy.js';
import { effectivelyBlocked } from '../policy/spared.js';

/** In words, which addresses of this host the policy blocks, and what comes of it. `undefined` where it blocks none. */
export function ownBlockedText(
  policy: Pick<Policy, 'trusted' | 'services' | 'sip' | 'blocked'>,
  own: readonly Address[],
): string | undefined {
  const blocked = effectivelyBlocked(policy);
  const found = own.filter((address) => !isLoopback(address) && contains(blocked, address)).map(addressText);
  if (found.length === 0) return undefined;
  return `blocked holds addresses of this host: ${found.join(', ')}. Nothing comes of it here: what a host sends to itself goes over loopback, which is never touched. Where another host takes one of them over, as one of a pair does, name it in sip.to or in the to of a service: it is then left out`;
}
