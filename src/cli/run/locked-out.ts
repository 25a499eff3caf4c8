import type { Compiled } from '../../compile.js';
import { lockout } from '../../plan/lockout.js';
import { readConnection } from '../../plan/read-connection.js';
import type { PlanBackend } from '../../plan/wanted.js';
import { refusingRule } from './plan/judged-peers.js';

/**
 * In words, why a new connection like the operator's own, as sshd tells it, would not get in. The rules decide; the policy has the
 * better words, where it alone shows why.
 */
export function lockedOut(
  compiled: Compiled,
  backend: PlanBackend | undefined,
  sshConnection: string,
): string | undefined {
  const connection = readConnection(sshConnection);
  const refused = connection && refusingRule(compiled, backend, connection);
  if (connection === undefined || refused === undefined) return undefined;
  const why = lockout(compiled.policy, connection) ?? `${refused.rule?.id ?? 'a full table'} refuses it`;
  return `your own ssh connection would have no rule: ${why}. Nothing was changed; --force-lockout overrides`;
}
