import { sheetText } from '../../compile/artifacts-of.js';
import { lintPolicy } from '../../compile.js';
import { inert, visibleJson } from '../../diagnostics/visible.js';
import { afterFiles, readState } from '../../host/live/read-state.js';
import { readApplied } from '../../plan/applied.js';
import { makeReview, type ReviewedPolicy } from '../../review/review.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ReviewInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { policyBeside } from './compile-file.js';
import { onHost, underRoot } from './remote/on-host.js';
import { statusOf } from './status.js';
import { keptRecord } from './vos/checklist.js';

/** `vosguard review`: a page for the month, from the running host and the policy beside it. Changes nothing. */
export const review = (invocation: ReviewInvocation, io: Io): Promise<ExitStatus> =>
  onHost(invocation.host, io, (there) => reviewThere(invocation, there));

async function reviewThere(invocation: ReviewInvocation, io: Io): Promise<ExitStatus> {
  const { root, host, html } = invocation;
  const fail = (text: string) => complain(io, exitStatus.failed, text);
  const machine = await io.machine();
  if (!(await machine.isRoot())) return fail('only root can read the rules of a host');
  const under = underRoot(root, io);
  const state = await readState(machine, under, afterFiles);
  const applied = readApplied(state?.files.get('manifest.json') ?? '');
  if (state === undefined || applied === undefined)
    return fail(
      'nothing of vosguard has been applied on this host, or by an older version: there is nothing to review',
    );
  const status = await statusOf({ machine, root: under, state, applied });
  if (typeof status === 'string') return fail(status);
  const policy = reviewed(invocation, applied.policy, io);
  if (typeof policy === 'number') return policy;
  const name = host?.host ?? 'this host';
  const page = makeReview({ host: name, today: io.today, status, policy });
  io.stdout.write(
    invocation.json
      ? visibleJson(`${JSON.stringify({ format: 1, ...page }, undefined, 2)}\n`)
      : inert(sheetText(page, html)),
  );
  return exitStatus.done;
}

/** The policy that was named, or the default one, with what lint says of it; none is no fault, but of one that was named. */
function reviewed(
  { file }: ReviewInvocation,
  { sha256, profile }: { readonly sha256: string; readonly profile: string | undefined },
  io: Io,
): ReviewedPolicy | undefined | ExitStatus {
  const beside = policyBeside((input, report) => lintPolicy(input, report).linted, file, { profile }, io);
  if (typeof beside === 'number') return beside;
  if (beside?.compiled === undefined) return undefined;
  const { path, compiled, findings } = beside;
  const kept = keptRecord(path, io);
  return {
    path,
    isApplied: compiled.policy.digest === sha256,
    dated: compiled.policy.dated,
    findings,
    record: kept.kind === 'kept' ? kept.record : new Map(),
  };
}
