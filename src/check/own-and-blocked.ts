import type { Sources } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { sharedAddresses } from './shared-addresses.js';

/** Addresses of this host that are blocked: they are left out. */
export const ownAndBlocked: Check = function* ({ policy: { services, sip, blocked } }) {
  const own = [sip.to, ...services.map(({ to }) => to)].filter((to): to is Sources => to !== undefined);
  for (const to of own) {
    for (const { place, others, ...args } of sharedAddresses(to, blocked)) {
      const related = others.map((other) => ({ place: other, label: 'blocked here' }));
      yield finding('VG392', place, args, related);
    }
  }
};
