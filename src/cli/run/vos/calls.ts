import { resolve } from 'node:path';
import { callFiles, readChunks } from '../../../host/call-files.js';
import { inputText } from '../../../host/reading.js';
import { attemptsIn } from '../../../vos3000/calls/attempts.js';
import type { Call, Clock, Marks, Period, ReadCalls } from '../../../vos3000/calls/call.js';
import { areColumnNames, columnNames, type Places, ways } from '../../../vos3000/calls/layout.js';
import { EMPTY, readCalls } from '../../../vos3000/calls/read-calls.js';
import { readMoment } from '../../../vos3000/calls/times.js';
import { exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { RecordOptions, VosIllegalCallsInvocation } from '../../vos-invocation.js';
import { databaseWords, openSwitch, type Refused } from './open-switch.js';

export const usage = (words: string): Refused => ({ kind: 'refused', status: exitStatus.usage, words });

export type PeriodReading = ({ readonly kind: 'period' } & Period) | Refused;

/** `--since` and `--until`; `last` is where the run before has ended. */
export function periodOf({ since, until }: RecordOptions, last: number | undefined): PeriodReading {
  const from = since === undefined ? undefined : since === 'last' ? last : readMoment(since, false);
  const to = until === undefined ? undefined : readMoment(until, true);
  if (since !== undefined && since !== 'last' && from === undefined)
    return usage(
      `--since takes a day or a time such as 2026-11-25 or "2026-11-25 04:00", or last, not ${since}`,
    );
  if (until !== undefined && to === undefined)
    return usage(`--until takes a day or a time such as 2026-11-25 or "2026-11-25 04:00", not ${until}`);
  if (from !== undefined && to !== undefined && to < from) return usage('--until is before --since');
  return { kind: 'period', since: from, until: to };
}

export interface ReadFiles {
  readonly kind: 'read';
  readonly total: number;
  readonly clock: Clock;
  readonly places: readonly Places[];
  readonly notes: readonly string[];
}

/** Reads the records of a file or a folder, one after the other. */
export function callsInFiles(
  from: string,
  { columns }: Pick<RecordOptions, 'columns'>,
  onCall: (call: Call) => void,
  io: Io,
): ReadFiles | Refused {
  const named = columns === undefined ? undefined : namedColumns(columns, io);
  if (named !== undefined && 'kind' in named) return named;
  const found = callFiles(resolve(io.cwd, from), from);
  if (found.kind === 'fault') return usage(found.words);
  const told = { named, beside: found.columns === undefined ? undefined : columnNames(found.columns) };
  let total = 0;
  let clock: Clock = 'UTC';
  /** The field of the caller's address, which files of one switch have in common. */
  let sourceField: number | undefined;
  const places: Places[] = [];
  const notes = new Map<string, string[]>();
  const tell = (note: string, shown: string) => notes.set(note, [...(notes.get(note) ?? []), shown]);
  let refused: string | undefined;
  for (const { path, shown } of found.files) {
    const input = readChunks(path, shown);
    const reading =
      input.kind === 'fault' ? input : readCalls(input.chunks, { ...told, sourceField }, onCall);
    if (reading.kind === 'fault') {
      // An hour without calls leaves an empty file.
      if (reading.words === EMPTY) continue;
      refused ??= input.kind === 'fault' ? reading.words : `${shown}: ${reading.words}`;
      tell(`not read: ${reading.words}`, shown);
      continue;
    }
    total += reading.total;
    if (reading.clock === 'written') clock = 'written';
    sourceField ??= reading.sourceField;
    places.push(reading.places);
    for (const note of reading.notes) tell(note, shown);
  }
  if (places.length === 0) return usage(refused ?? `${from}: ${EMPTY}`);
  return { kind: 'read', ...{ total, clock, places }, notes: notesOf(notes, found.files.length > 1) };
}

/** Each once, with the file that it is about: a month has 720 of them. */
const notesOf = (notes: ReadonlyMap<string, readonly string[]>, several: boolean): readonly string[] =>
  [...notes].map(([note, [first, ...others]]) => {
    if (!several) return note;
    return `${first}${others.length === 0 ? '' : ` and ${others.length} more`}: ${note}`;
  });

/** A list of names, or a file that has it. */
function namedColumns(columns: string, io: Io): readonly string[] | Refused {
  if (areColumnNames(columns)) return columnNames(columns);
  const input = inputText(resolve(io.cwd, columns), columns);
  if (input.kind === 'fault') return usage(`--columns names no known column, and ${input.words}`);
  return areColumnNames(input.text)
    ? columnNames(input.text)
    : usage(`--columns: ${columns} names no column that is known, such as callerip`);
}

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
