import type { Period } from '../../vos3000/calls/call.js';
import {
  type CallTable,
  callTablesSql,
  newestSql,
  type TimeForm,
  tryTableSql,
} from '../../vos3000/sql/calls.js';
import type { Database, DatabaseFault } from './database.js';

export interface CallTables {
  readonly kind: 'tables';
  /** `e_cdr` and the tables of days, the newest first. */
  readonly tables: readonly CallTable[];
  /** Tables that cannot be read, and why. */
  readonly notes: readonly string[];
}

/** The tables of call records. A fault where there is none that can be read. */
export async function callTables(database: Database): Promise<CallTables | DatabaseFault> {
  const found = await database.ask(callTablesSql);
  if (found.kind === 'fault') return found;
  const tables: CallTable[] = [];
  const notes: string[] = [];
  let first: DatabaseFault | undefined;
  for (const { name, columns, dated } of tablesIn(found.kind === 'rows' ? found.rows : [])) {
    const time = columns.has('callerip') ? await timeForm(database, name, columns, dated) : undefined;
    if (typeof time === 'string') tables.push({ name, columns, time });
    else {
      const fault = time ?? (await whyNot(database, name));
      first ??= fault;
      notes.push(`${name} was not read: ${fault?.said ?? 'it has no column callerip'}`);
    }
  }
  if (tables.length > 0) return { kind: 'tables', tables, notes };
  return (
    first ?? {
      kind: 'fault',
      code: 'NO_CALLS',
      said: 'no table e_cdr with callerip is there, or may be read',
    }
  );
}

async function timeForm(
  database: Database,
  name: string,
  columns: ReadonlySet<string>,
  dated: boolean,
): Promise<TimeForm | DatabaseFault> {
  if (dated || !columns.has('starttime')) return dated ? 'date' : 'second';
  const answer = await database.ask(newestSql(name));
  if (answer.kind === 'fault') return answer;
  const newest = answer.kind === 'rows' ? Number(answer.rows[0]?.[0] ?? 0) : 0;
  return newest > 100_000_000_000 ? 'millisecond' : 'second';
}

async function whyNot(database: Database, name: string): Promise<DatabaseFault | undefined> {
  const answer = await database.ask(tryTableSql(name));
  return answer.kind === 'fault' ? answer : undefined;
}

function tablesIn(rows: readonly (readonly (string | undefined)[])[]) {
  const byName = new Map<string, { columns: Set<string>; dated: boolean }>();
  for (const [name = '', column, type = ''] of rows) {
    // Other tables begin with e_cdr too; the name goes into SQL as it is.
    if (!/^e_cdr(_\d{8})?$/.test(name)) continue;
    const table = byName.get(name) ?? { columns: new Set(), dated: false };
    if (column !== undefined) table.columns.add(column.toLowerCase());
    if (column?.toLowerCase() === 'starttime' && /date|time/i.test(type)) table.dated = true;
    byName.set(name, table);
  }
  return [...byName].map(([name, table]) => ({ name, ...table })).toSorted((a, b) => order(a.name, b.name));
}

/** `e_cdr`, then the days backwards. */
const order = (a: string, b: string): number =>
  a === 'e_cdr' || b === 'e_cdr' ? a.length - b.length : a < b ? 1 : -1;

const DAY = 86_400;

/**
 * Those of a period, else the newest. A day may be cut at midnight of another time zone than that of the records, so that the
 * days beside are read as well.
 */
export function tablesOf(
  tables: readonly CallTable[],
  { since, until }: Period,
  days: number,
): readonly CallTable[] {
  const daily = tables.filter(({ name }) => name !== 'e_cdr');
  const dayOf = (second: number) => new Date(second * 1000).toISOString().slice(0, 10).replaceAll('-', '');
  const [from, to] = [
    since === undefined ? '00000000' : dayOf(since - DAY),
    until === undefined ? '99999999' : dayOf(until + DAY),
  ];
  const inPeriod = daily.filter(({ name }) => name.slice(6) >= from && name.slice(6) <= to);
  return [
    ...tables.filter(({ name }) => name === 'e_cdr'),
    ...(since === undefined && until === undefined ? daily.slice(0, days) : inPeriod),
  ];
}
