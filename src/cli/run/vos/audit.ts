import { isDifference, isUnknown } from '../../../vos3000/audit/audit.js';
import { makeAudit } from '../../../vos3000/audit/make-audit.js';
import { auditJson, auditText } from '../../../vos3000/audit/report.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import type { VosAuditInvocation } from '../../vos-invocation.js';
import { placeIn } from '../findings.js';
import { heldOf } from './held-of.js';
import { switchPolicy, vos3000Of } from './open-switch.js';

/** `vosguard vos audit [FILE]`. Reads only. */
export async function vosAudit(invocation: VosAuditInvocation, io: Io): Promise<ExitStatus> {
  const read = switchPolicy(invocation.file, invocation, io);
  if (read.kind === 'none') return read.status;
  const vos3000 = vos3000Of(read, io);
  if (vos3000 === undefined) return exitStatus.usage;
  const result = await heldOf(invocation, vos3000, io);
  if (result.kind === 'refused') return complain(io, result.status, result.words);
  const made = makeAudit(vos3000, result.held);
  const audit = { ...made, notes: [...result.notes, ...made.notes] };
  const { name, digest: sha256, profile } = read.policy;
  const placeOf = placeIn(read.document);
  io.stdout.write(
    invocation.json ? auditJson(audit, { name, sha256, profile }, placeOf) : auditText(audit, name, placeOf),
  );
  const open = audit.items.some(isDifference) || (!invocation.allowUnknown && audit.items.some(isUnknown));
  return open ? exitStatus.problems : exitStatus.done;
}
