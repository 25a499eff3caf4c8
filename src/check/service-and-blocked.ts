import { type Check, finding } from './check.js';
import { sharedAddresses } from './shared-addresses.js';

/** Addresses that a service lets in and that are blocked; the service wins. */
export const serviceAndBlocked: Check = function* ({ policy: { services, blocked } }) {
  for (const { name: service, from } of services) {
    if (from === undefined) continue;
    for (const { place, others, ...args } of sharedAddresses(from, blocked)) {
      const related = others.map((other) => ({ place: other, label: 'blocked here' }));
      yield finding('VG312', place, { service, ...args }, related);
    }
  }
};
