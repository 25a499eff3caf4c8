import { subtract } from '../../net/address-set.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { isWithin, someOf } from './addresses.js';
import { switchOf } from './switch.js';

/** The switch knows the gateway by its address, and the rules treat that address as a stranger's. */
export const staticGatewayNotTrusted: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    for (const { name, authentication, from } of vos3000.mappingGateways) {
      if (from === undefined || (authentication !== 'ip' && authentication !== 'ip_port')) continue;
      if (isWithin(from.set, policy.trusted.set)) continue;
      const addresses = someOf(subtract(from.set, policy.trusted.set));
      yield finding('VG531', valueAt(document, from.path), { gateway: name, addresses });
    }
  }
};
