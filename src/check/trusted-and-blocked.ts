import { type Check, finding } from './check.js';
import { sharedAddresses } from './shared-addresses.js';

/** Addresses that are trusted and blocked; trusted wins on the SIP ports. */
export const trustedAndBlocked: Check = function* ({ policy: { trusted, blocked } }) {
  for (const { place, others, ...args } of sharedAddresses(trusted, blocked)) {
    yield finding(
      'VG311',
      place,
      args,
      others.map((other) => ({ place: other, label: 'blocked here' })),
    );
  }
};
