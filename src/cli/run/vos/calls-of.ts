import { attemptsIn } from '../../../vos3000/calls/attempts.js';
import type { Marks, Period, ReadCalls } from '../../../vos3000/calls/call-record.js';
import { ways } from '../../../vos3000/calls/layout.js';
import { exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosIllegalCallsInvocation } from '../../vos-invocation.js';
import { callsInFiles, usage } from './call-source.js';
import { databaseWords } from './database-words.js';
import { openSwitch, type Refused } from './open-switch.js';

export type CallsResult =
  | { readonly kind: 'calls'; readonly calls: ReadCalls; readonly where: string }
  | Refused;

/** The records of files, or of the database. */
export async function callsOf(
  invocation: VosIllegalCallsInvocation,
  marks: Marks,
  period: Period,
  io: Io,
): Promise<CallsResult> {
  const { from, dsnFile, days } = invocation;
  if (from !== undefined && dsnFile !== undefined) return usage('--from and --dsn-file do not go together');
  if (from !== undefined) return inFiles(invocation, from, marks, period, io);
  const opened = await openSwitch(dsnFile, io);
  if (opened.kind === 'none')
    return usage(
      'no call records: --from names a file or a folder of them; VOSGUARD_DSN or --dsn-file a database',
    );
  if (opened.kind === 'refused') return opened;
  const { askCalls } = await import('../../../host/database/ask-calls.js');
  const asked = await askCalls(opened.database, marks, period, days);
  await opened.database.close();
  return asked.kind === 'calls'
    ? { ...asked, where: opened.database.name }
    : { kind: 'refused', status: exitStatus.failed, words: databaseWords(asked, opened.place) };
}

function inFiles(
  invocation: VosIllegalCallsInvocation,
  from: string,
  marks: Marks,
  period: Period,
  io: Io,
): CallsResult {
  const attempts = attemptsIn(marks, period);
  const read = callsInFiles(from, invocation, attempts.add, io);
  if (read.kind === 'refused') return read;
  if (read.places.every(({ source }) => source === undefined))
    return usage(`${from}: no column holds the caller's address; ${ways}`);
  if (read.places.every(({ cause, billingMode }) => cause === undefined && billingMode === undefined))
    return usage(`${from}: neither a cause (endreason) nor a billing mode is among its columns; ${ways}`);
  const unheld = read.places.some(({ hold }) => hold === undefined)
    ? ['no column holds the time of conversation: nobody is spared for calls that he completed']
    : [];
  const { clock, notes } = read;
  return { kind: 'calls', where: from, calls: { ...attempts.result(), clock, notes: [...notes, ...unheld] } };
}
