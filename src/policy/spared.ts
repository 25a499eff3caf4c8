import { type AddressSet, subtract, union } from '../net/address-set.js';
import type { Policy } from './policy.js';

type Spares = Pick<Policy, 'trusted' | 'services' | 'sip'>;

/**
 * Whoever is trusted or may reach a service is never blocked, whatever a list says, and neither are addresses that the policy calls this
 * host's own: where another host takes one over, it is the partner of a pair. The linter names the overlap.
 */
function sparedOf({ trusted, services, sip }: Spares): AddressSet {
  const own = [sip.to, ...services.flatMap(({ from, to }) => [from, to])];
  return own.reduce((set, sources) => (sources === undefined ? set : union(set, sources.set)), trusted.set);
}

/** Who is blocked in the end. */
export const effectivelyBlocked = (policy: Spares & Pick<Policy, 'blocked'>): AddressSet =>
  subtract(policy.blocked.set, sparedOf(policy));
