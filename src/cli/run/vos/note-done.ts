import { resolve } from 'node:path';
import { visible } from '../../../diagnostics/visible.js';
import { replaceFile } from '../../../host/replace-file.js';
import { type ChecklistRecord, mostNote, recordText } from '../../../vos3000/checklist/record.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosChecklistInvocation } from '../../vos-invocation.js';
import { didYouMean } from '../did-you-mean.js';
import { systemWords } from '../system-words.js';
import type { Kept } from './kept-record.js';

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
