import type { CallRecords, Clock, Marks, ReadCalls } from '../../vos3000/calls/call-record.js';
import { readTime } from '../../vos3000/calls/read-time.js';
import {
  attemptsSql,
  type CallTable,
  callTablesSql,
  countsSql,
  gatewayAddressesSql,
  MOST_GROUPS,
} from '../../vos3000/sql/calls.js';
import { textInCell } from '../../vos3000/sql/cell.js';
import type { Database, DatabaseFault } from './database.js';

export type AskedCalls = { readonly kind: 'calls'; readonly calls: ReadCalls } | DatabaseFault;

type Cells = readonly (string | undefined)[];

/** Asks for the unauthorised attempts in `e_cdr` and in the newest tables of a day. */
export async function askCalls(database: Database, marks: Marks, days: number): Promise<AskedCalls> {
  const found = await database.ask(callTablesSql);
  if (found.kind === 'fault') return found;
  const tables = newest(tablesIn(found.kind === 'rows' ? found.rows : []), days);
  if (tables.length === 0) return { kind: 'fault', code: 'NO_CALLS', said: 'no table e_cdr with callerip' };
  const records: CallRecords[] = [];
  const causes = new Map<string, number>();
  const billingModes = new Map<string, number>();
  const notes: string[] = [];
  let clock: Clock = 'UTC';
  for (const table of tables) {
    const answer = await database.ask(attemptsSql(table, marks));
    if (answer.kind === 'fault') return answer;
    const rows = answer.kind === 'rows' ? answer.rows : [];
    for (const row of rows) records.push(recordIn(row));
    if (table.dated) clock = 'written';
    if (rows.length === MOST_GROUPS)
      notes.push(`${table.name}: only the ${MOST_GROUPS} largest groups were read`);
    const counted =
      (await count(database, table, 'endreason', causes)) ??
      (await count(database, table, 'billingmode', billingModes));
    if (counted !== undefined) return counted;
  }
  const total = Math.max(sum(causes), sum(billingModes));
  const gateways = await gatewayAddresses(database);
  return { kind: 'calls', calls: { records, total, causes, billingModes, clock, gateways, notes } };
}

/** A schema without the column, or an account that may not read it, spares nobody more. */
async function gatewayAddresses(database: Database): Promise<readonly string[]> {
  const found: string[] = [];
  for (const sql of gatewayAddressesSql) {
    const answer = await database.ask(sql);
    if (answer.kind !== 'rows') continue;
    for (const [cell] of answer.rows) if (cell !== undefined) found.push(textInCell(cell) ?? '');
  }
  return found.flatMap((list) => list.split(/[,;\s]+/)).filter((entry) => entry !== '');
}

function tablesIn(rows: readonly Cells[]): readonly CallTable[] {
  const byName = new Map<string, { columns: Set<string>; dated: boolean }>();
  for (const [name = '', column = '', type = ''] of rows) {
    // Other tables begin with e_cdr too; the name goes into SQL as it is.
    if (!/^e_cdr(_\d{8})?$/.test(name)) continue;
    const table = byName.get(name) ?? { columns: new Set(), dated: false };
    table.columns.add(column.toLowerCase());
    if (column.toLowerCase() === 'starttime' && /date|time/i.test(type)) table.dated = true;
    byName.set(name, table);
  }
  return [...byName]
    .map(([name, table]) => ({ name, ...table }))
    .filter(({ columns }) => columns.has('callerip'));
}

function newest(tables: readonly CallTable[], days: number): readonly CallTable[] {
  const daily = tables.filter(({ name }) => name !== 'e_cdr').toSorted((a, b) => (a.name < b.name ? 1 : -1));
  return [...tables.filter(({ name }) => name === 'e_cdr'), ...daily.slice(0, days)];
}

function recordIn([source, number, cause, billingMode, count, first, last]: Cells): CallRecords {
  const text = (cell: string | undefined) => (cell === undefined ? '' : (textInCell(cell) ?? cell));
  const at = (cell: string | undefined) => (cell === undefined ? undefined : readTime(cell)?.text);
  return {
    ...{ source: text(source), number: text(number), cause: cause ?? '', billingMode: billingMode ?? '' },
    ...{ count: Number(count ?? 0), first: at(first), last: at(last) },
  };
}

async function count(
  database: Database,
  table: CallTable,
  column: 'endreason' | 'billingmode',
  into: Map<string, number>,
): Promise<DatabaseFault | undefined> {
  if (!table.columns.has(column)) return undefined;
  const answer = await database.ask(countsSql(table, column));
  if (answer.kind === 'fault') return answer;
  for (const [value = '', number] of answer.kind === 'rows' ? answer.rows : [])
    into.set(value, (into.get(value) ?? 0) + Number(number ?? 0));
  return undefined;
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
