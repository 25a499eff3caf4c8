import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosIllegalCallsInvocation } from '../../vos-invocation.js';

export async function vosIllegalCalls(_: VosIllegalCallsInvocation, _io: Io): Promise<ExitStatus> {
  return exitStatus.failed;
}
