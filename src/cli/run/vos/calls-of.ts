import { resolve } from 'node:path';
import { inputText } from '../../../host/input-text.js';
import type { Marks, ReadCalls } from '../../../vos3000/calls/call-record.js';
import { readCsv } from '../../../vos3000/calls/read-csv.js';
import { exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { VosIllegalCallsInvocation } from '../../vos-invocation.js';
import { databaseWords } from './database-words.js';
import { openSwitch, type Refused } from './open-switch.js';

export type CallsResult =
  | { readonly kind: 'calls'; readonly calls: ReadCalls; readonly where: string }
  | Refused;

/** The records of a CSV export, or of the database. */
export async function callsOf(
  invocation: VosIllegalCallsInvocation,
  marks: Marks,
  io: Io,
): Promise<CallsResult> {
  const { from, dsnFile, days } = invocation;
  if (from !== undefined && dsnFile !== undefined) return usage('--from and --dsn-file do not go together');
  if (from !== undefined) return inFile(from, marks, io);
  const opened = await openSwitch(dsnFile, io);
  if (opened.kind === 'none')
    return usage('no call records: --from FILE names a CSV export; VOSGUARD_DSN or --dsn-file a database');
  if (opened.kind === 'refused') return opened;
  const { askCalls } = await import('../../../host/database/ask-calls.js');
  const asked = await askCalls(opened.database, marks, days);
  await opened.database.close();
  return asked.kind === 'calls'
    ? { ...asked, where: opened.database.name }
    : { kind: 'refused', status: exitStatus.failed, words: databaseWords(asked, opened.place) };
}

const usage = (words: string): Refused => ({ kind: 'refused', status: exitStatus.usage, words });

function inFile(from: string, marks: Marks, io: Io): CallsResult {
  const input = inputText(resolve(io.cwd, from), from);
  if (input.kind === 'fault') return usage(input.words);
  const reading = readCsv(input.text, marks);
  return reading.kind === 'calls' ? { ...reading, where: from } : usage(`${from}: ${reading.words}`);
}
