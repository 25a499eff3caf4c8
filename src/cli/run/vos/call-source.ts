import { resolve } from 'node:path';
import { callFiles } from '../../../host/call-files.js';
import { inputText } from '../../../host/input-text.js';
import { readChunks } from '../../../host/read-chunks.js';
import type { Call } from '../../../vos3000/calls/call.js';
import type { Clock, Period } from '../../../vos3000/calls/call-record.js';
import { areColumnNames, columnNames, type Places } from '../../../vos3000/calls/columns.js';
import { readCalls } from '../../../vos3000/calls/read-calls.js';
import { readMoment } from '../../../vos3000/calls/read-time.js';
import { exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { RecordOptions } from '../../vos-invocation.js';
import type { Refused } from './open-switch.js';

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
  const [places, notes]: [Places[], string[]] = [[], []];
  for (const { path, shown } of found.files) {
    const input = readChunks(path, shown);
    if (input.kind === 'fault') return usage(input.words);
    const reading = readCalls(input.chunks, told, onCall);
    // An hour without calls leaves an empty file.
    if (reading.kind === 'fault' && reading.words === 'it is empty' && found.files.length > 1) continue;
    if (reading.kind === 'fault') return usage(`${shown}: ${reading.words}`);
    total += reading.total;
    if (reading.clock === 'written') clock = 'written';
    places.push(reading.places);
    for (const note of reading.notes) notes.push(found.files.length > 1 ? `${shown}: ${note}` : note);
  }
  return { kind: 'read', total, clock, places, notes };
}

/** A list of names, or a file that has it. */
function namedColumns(columns: string, io: Io): readonly string[] | Refused {
  if (areColumnNames(columns)) return columnNames(columns);
  const input = inputText(resolve(io.cwd, columns), columns);
  if (input.kind === 'fault') return usage(`--columns names no known column, and ${input.words}`);
  return areColumnNames(input.text)
    ? columnNames(input.text)
    : usage(`--columns: ${columns} names no column that is known, such as callerip`);
}
