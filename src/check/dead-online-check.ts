import { pathText } from '../policy/path.js';
import type { MappingGateway } from '../policy/vos3000.js';
import { type Check, finding, type Subject } from './check.js';
import { alsoAt, valueAt } from './written.js';

/**
 * The switch asks a gateway with OPTIONS whether it is there, and the rules would drop the answer. Answers come from
 * `called` destinations and meet the limits of known sources; with `strangers: deny` only trusted ones are let in, and
 * a gateway that shows a password has no fixed address that could be trusted.
 */
export const deadOnlineCheck: Check = function* (subject) {
  const { policy, document } = subject;
  for (const gateway of policy.vos3000?.mappingGateways ?? []) {
    const stop = gateway.onlineCheck === undefined ? undefined : stopOf(gateway, subject);
    if (stop === undefined) continue;
    const args = {
      gateway: gateway.name,
      stop: stop === strangers ? 'sip.strangers: deny' : `${pathText(stop)}: drop`,
    };
    const related = alsoAt(document, stop, 'what drops the answers');
    yield finding('VG349', valueAt(document, [...gateway.path, 'online_check']), args, related);
  }
};

const strangers = ['sip', 'strangers'];

function stopOf({ authentication }: MappingGateway, { policy: { sip } }: Subject) {
  if (sip.strangers === 'deny') return authentication === 'password' ? strangers : undefined;
  const dropped = (['other', 'all'] as const).map((key) => sip.known.limits.get(key));
  return dropped.find((limit) => limit?.kind === 'drop')?.path;
}
