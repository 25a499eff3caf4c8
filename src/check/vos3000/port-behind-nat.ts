import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** Authentication by address and port, and a NAT that may give the gateway another port at any time. */
export const portBehindNat: Check = function* (subject) {
  for (const { document, vos3000 } of switchOf(subject)) {
    for (const { name, authentication, behindNat, path } of vos3000.mappingGateways) {
      if (authentication === 'ip_port' && behindNat)
        yield finding('VG523', valueAt(document, [...path, 'authentication']), { gateway: name });
    }
  }
};
