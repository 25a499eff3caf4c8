import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ApplyInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { plan } from './plan.js';

/** `vosguard apply --dry-run [FILE]`: the plan by another name. */
export async function apply(invocation: ApplyInvocation, io: Io): Promise<ExitStatus> {
  if (invocation.dryRun) return plan(invocation, io);
  return complain(
    io,
    exitStatus.usage,
    'apply needs --dry-run in this version; the README says how to load the rules',
  );
}
