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

export type Unheard = 'blocked' | 'strangers denied' | 'answers dropped';

/** Answers of whom the switch has called pass within `sip.known.limits`, as `other` and `all`. */
function unheard({ from }: MappingGateway, policy: Policy): Unheard | undefined {
  const { sip, trusted } = policy;
  if (from !== undefined && overlaps(from.set, reallyBlocked(policy))) return 'blocked';
  if (from !== undefined && isWithin(from.set, trusted.set)) return undefined;
  if (sip.strangers === 'deny') return 'strangers denied';
  const { limits } = sip.known;
  const dropped = [limits.get('other'), limits.get('all')].some((limit) => limit?.kind === 'drop');
  return dropped ? 'answers dropped' : undefined;
}
