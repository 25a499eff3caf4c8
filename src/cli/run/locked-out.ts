import { lockout } from '../../plan/lockout.js';
import { readConnection } from '../../plan/read-connection.js';
import type { Policy } from '../../policy/policy.js';

/** In words, why a new connection like the operator's own, as sshd tells it, would not get in. */
export function lockedOut(policy: Policy, sshConnection: string): string | undefined {
  const connection = readConnection(sshConnection);
  const why = connection && lockout(policy, connection);
  return (
    why &&
    `your own ssh connection would have no rule: ${why}. Nothing was changed; --force-lockout overrides`
  );
}
