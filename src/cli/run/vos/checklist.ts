import { kernelRules } from '../../../compile/kernel-rules.js';
import { legalizePolicy } from '../../../compile/legalize-policy.js';
import type { Policy } from '../../../policy/policy.js';
import type { Audit } from '../../../vos3000/audit/audit.js';
import { makeAudit } from '../../../vos3000/audit/make-audit.js';
import { checklistOf } from '../../../vos3000/checklist/checklist.js';
import { checklistReport, isComplete } from '../../../vos3000/checklist/report.js';
import { reportJson, reportText } from '../../../vos3000/checklist/report-text.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosChecklistInvocation } from '../../vos-invocation.js';
import { compileOrTell } from '../compile-or-tell.js';
import { whichPolicy } from '../which-policy.js';
import { heldInFile } from './held-of.js';
import { keptRecord } from './kept-record.js';
import { noteDone } from './note-done.js';
import type { Refused } from './open-switch.js';

/** Before every day that an entry may end on: what is past its day is told here, and does not stop the list. */
const beforeAll = '0000-01-01';

/** `vosguard vos checklist [FILE]`. Writes nothing but the file beside the policy, and that only with `--done`. */
export async function vosChecklist(invocation: VosChecklistInvocation, io: Io): Promise<ExitStatus> {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const outcome = compileOrTell(
    (input, report) => legalizePolicy({ ...input, today: beforeAll }, report),
    path,
    invocation,
    io,
  );
  if (typeof outcome === 'number') return outcome;
  const { compiled } = outcome;
  const { policy } = compiled;
  const kept = keptRecord(path, io);
  if (kept.kind === 'fault') return complain(io, exitStatus.usage, kept.words);
  const audited = auditOf(policy, invocation.from, io);
  if (audited.kind === 'refused') return complain(io, audited.status, audited.words);
  const rules = kernelRules(compiled);
  const known = checklistOf(policy, rules).map(({ id }) => id);
  const noted = noteDone(invocation.done, kept, known, io);
  if (noted.kind === 'ended') return noted.status;
  const { record } = noted;
  const report = checklistReport({ policy, rules, record, audit: audited.audit, today: io.today });
  io.stdout.write(invocation.json ? reportJson(report) : reportText(report));
  return isComplete(report) ? exitStatus.done : exitStatus.problems;
}

type Audited = Refused | { readonly kind: 'audited'; readonly audit: Audit | undefined };

function auditOf({ vos3000 }: Policy, from: string | undefined, io: Io): Audited {
  if (from === undefined || vos3000 === undefined) return { kind: 'audited', audit: undefined };
  const held = heldInFile(from, io);
  return held.kind === 'refused' ? held : { kind: 'audited', audit: makeAudit(vos3000, held.held) };
}
