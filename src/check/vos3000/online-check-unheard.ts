import { overlaps } from '../../net/address-set.js';
import type { Policy } from '../../policy/policy.js';
import type { MappingGateway } from '../../policy/vos3000.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { isWithin, reallyBlocked } from './addresses.js';
import { switchOf } from './switch.js';

/** The switch asks a gateway whether it lives, and the rules drop the answer: it would be taken for dead. */
export const onlineCheckUnheard: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    for (const gateway of vos3000.mappingGateways) {
      const why = gateway.onlineCheck === undefined ? undefined : unheard(gateway, policy);
      if (why === undefined) continue;
      const about = { gateway: gateway.name, why };
      yield finding('VG520', valueAt(document, [...gateway.path, 'online_check']), about);
    }
  }
};

export type Unheard = 'blocked' | 'strangers denied';

/** VG349 speaks of limits that drop answers, and of gateways that show a password where strangers are denied. */
function unheard({ authentication, from }: MappingGateway, policy: Policy): Unheard | undefined {
  if (from !== undefined && overlaps(from.set, reallyBlocked(policy))) return 'blocked';
  if (policy.sip.strangers !== 'deny' || authentication === 'password') return undefined;
  return from !== undefined && isWithin(from.set, policy.trusted.set) ? undefined : 'strangers denied';
}
