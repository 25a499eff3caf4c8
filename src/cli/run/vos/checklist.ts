import { resolve } from 'node:path';
import { kernelRules } from '../../../compile/backend-rules.js';
import { legalizePolicy } from '../../../compile.js';
import { visible } from '../../../diagnostics/visible.js';
import { existingText } from '../../../host/reading.js';
import { replaceFile } from '../../../host/writing.js';
import type { Policy } from '../../../policy/policy.js';
import type { Audit } from '../../../vos3000/audit/audit.js';
import { makeAudit } from '../../../vos3000/audit/make-audit.js';
import { checklistOf } from '../../../vos3000/checklist/checklist.js';
import {
  type ChecklistRecord,
  mostNote,
  mostRecordBytes,
  readRecord,
  recordText,
} from '../../../vos3000/checklist/record.js';
import { checklistReport, isComplete, reportJson, reportText } from '../../../vos3000/checklist/report.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import type { VosChecklistInvocation } from '../../vos-invocation.js';
import { compileOrTell, whichPolicy } from '../compile-file.js';
import { didYouMean, systemWords } from '../words.js';
import { heldInFile } from './held-of.js';
import type { Refused } from './open-switch.js';

export interface Kept {
  /** As the user would name it. */
  readonly file: string;
  readonly record: ChecklistRecord;
}

export type KeptRecord =
  | ({ readonly kind: 'kept' } & Kept)
  | { readonly kind: 'fault'; readonly words: string };

/** What was noted before, in the file beside the policy: `policy.yaml` has `policy.checklist.json`. */
export function keptRecord(policy: string, io: Io): KeptRecord {
  const file = `${policy.replace(/\.ya?ml$/i, '')}.checklist.json`;
  const found = existingText(resolve(io.cwd, file), mostRecordBytes);
  switch (found.kind) {
    case 'none':
      return { kind: 'kept', file, record: new Map() };
    case 'fault':
      return { kind: 'fault', words: `cannot read ${file}: ${found.words}` };
    case 'text': {
      const reading = readRecord(found.text);
      if (reading.kind === 'record') return { kind: 'kept', file, record: reading.record };
      return {
        kind: 'fault',
        words: `${file} is no checklist of ours: ${reading.words}; nothing was changed`,
      };
    }
  }
}

export type Noted =
  | { readonly kind: 'noted'; readonly record: ChecklistRecord }
  /** It has been said why. */
  | { readonly kind: 'ended'; readonly status: ExitStatus };

/** Adds what somebody has seen to the file beside the policy, before anything is printed. */
export function noteDone(
  done: VosChecklistInvocation['done'],
  { file, record }: Kept,
  known: readonly string[],
  io: Io,
): Noted {
  if (done === undefined) return { kind: 'noted', record };
  const { item, note } = done;
  const ended = (status: ExitStatus, message: string): Noted => ({
    kind: 'ended',
    status: complain(io, status, message),
  });
  if (!known.includes(item)) {
    const guess = didYouMean(item, known) || `; there are ${known.join(', ')}`;
    return ended(exitStatus.usage, `there is no item ${item}${guess}`);
  }
  if (note.length > mostNote) return ended(exitStatus.usage, `a note has at most ${mostNote} characters`);
  const more = new Map([...record, [item, { day: io.today, note }]]);
  const fault = replaceFile(resolve(io.cwd, file), recordText(more));
  if (fault !== undefined)
    return ended(exitStatus.failed, `cannot write ${systemWords({ ...fault, path: file })}`);
  io.stderr.write(`${visible(`noted in ${file}`)}\n`);
  return { kind: 'noted', record: more };
}

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
