import type { Call, Clock, Period } from '../../vos3000/calls/call.js';
import { readTime } from '../../vos3000/calls/times.js';
import { type CallTable, usageSpanSql, usageSql } from '../../vos3000/sql/calls.js';
import { textInCell } from '../../vos3000/sql/literal.js';
import { callTables, tablesOf } from './call-tables.js';
import type { Database, DatabaseFault } from './database.js';

export interface AskedUsage {
  readonly kind: 'asked';
  readonly clock: Clock;
  readonly notes: readonly string[];
}

/** Seconds of records that are asked for at once; fewer where these have more than so many, which are in memory. */
const SLICE = 600;
const MOST_ROWS = 50_000;

/** Asks for the records of a period, or of the newest days, and gives them one by one. */
export async function askUsage(
  database: Database,
  period: Period,
  days: number,
  onCall: (call: Call) => void,
): Promise<AskedUsage | DatabaseFault> {
  const found = await callTables(database);
  if (found.kind === 'fault') return found;
  const tables = tablesOf(found.tables, period, days);
  if (tables.length > 0 && !tables.some(tellsGateways)) return noGateways;
  const notes = [...found.notes, ...lackNotes(tables)];
  let [read, first]: [number, DatabaseFault | undefined] = [0, undefined];
  for (const table of tables) {
    const fault = await readTable(database, table, period, days, onCall);
    if (fault === undefined) read++;
    else if (fault.number === undefined) return fault;
    else notes.push(`${table.name} was not read: ${fault.said}`);
    first ??= fault;
  }
  if (read === 0 && first !== undefined) return first;
  const clock: Clock = tables.some(({ time }) => time === 'date') ? 'written' : 'UTC';
  return { kind: 'asked', clock, notes };
}

const tellsGateways = ({ columns }: CallTable): boolean =>
  columns.has('starttime') && (columns.has('callergatewayid') || columns.has('callergatewayh323id'));

const noGateways: DatabaseFault = {
  kind: 'fault',
  code: 'NO_GATEWAYS',
  said: 'the tables of call records tell no gateway (callergatewayid) or no start of the calls (starttime), or the account may not read them',
};

/** Columns that are not there, or that the account may not read, and what is not seen for that. */
function lackNotes(tables: readonly CallTable[]): readonly string[] {
  const lacking = (is: (table: CallTable) => boolean, what: string, costs: string): readonly string[] => {
    const names = tables.filter((table) => !is(table)).map(({ name }) => name);
    if (names.length === 0) return [];
    return [`${what} is not there, or the account may not read it (${names.join(', ')}): ${costs}`];
  };
  return [
    ...lacking(tellsGateways, 'callergatewayid or starttime', 'none of its calls counts for a gateway'),
    ...lacking(
      ({ columns }) => columns.has('holdtime') || columns.has('stoptime'),
      'holdtime',
      'no conversation is seen there',
    ),
    ...lacking(({ columns }) => columns.has('callere164'), 'callere164', 'no account is counted there'),
  ];
}

/** By the index of `starttime`, in pieces: a day of a large switch has more records than fit into memory. */
async function readTable(
  database: Database,
  table: CallTable,
  period: Period,
  days: number,
  onCall: (call: Call) => void,
): Promise<DatabaseFault | undefined> {
  const span = await database.ask(usageSpanSql(table));
  if (span.kind === 'fault') return span;
  const [first, last] = span.kind === 'rows' ? (span.rows[0] ?? []).map((cell) => secondIn(cell)) : [];
  if (first === undefined || last === undefined) return undefined;
  // Without a period, a table that is none of a day is read as far back as days are asked for.
  const least = period.since ?? (table.name === 'e_cdr' ? last - days * 86_400 : first);
  const [from, to] = [Math.max(first, least), Math.min(last, period.until ?? last)];
  let slice = SLICE;
  for (let at = from; at <= to; ) {
    const until = Math.min(to, at + slice - 1);
    const most = slice === 1 ? undefined : MOST_ROWS + 1;
    const answer = await database.ask(usageSql(table, { since: at, until }, most));
    if (answer.kind === 'fault') return answer;
    const rows = answer.kind === 'rows' ? answer.rows : [];
    if (rows.length === most) {
      slice = Math.max(1, Math.floor(slice / 4));
      continue;
    }
    for (const row of rows) onCall(callIn(row));
    at = until + 1;
    if (rows.length < MOST_ROWS / 4) slice = Math.min(SLICE, 2 * slice);
  }
  return undefined;
}

const secondIn = (cell: string | undefined): number | undefined =>
  cell === undefined ? undefined : readTime(cell)?.second;

function callIn([gateway, caller, start, stop, hold]: readonly (string | undefined)[]): Call {
  const text = (cell: string | undefined) => (cell === undefined ? '' : (textInCell(cell) ?? cell));
  return {
    ...{ source: '', number: '', cause: '', billingMode: '', gateway: text(gateway), caller: text(caller) },
    ...{ start: secondIn(start), stop: secondIn(stop), hold: hold === undefined ? undefined : Number(hold) },
  };
}
