import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

/** A service for those whom SIP knows: some who are meant come from elsewhere, or nobody is known at all. */
export const learnedSources: Check = function* ({ policy: { services, sip }, document }) {
  for (const { name, learned, from } of services) {
    if (learned.length === 0 || from === undefined) continue;
    const place = valueAt(document, from.path);
    const words = learned.join(' and ');
    if (sip.strangers === 'deny') yield finding('VG398', place, { service: name, words });
    else yield finding('VG396', place, { service: name, words });
  }
};
