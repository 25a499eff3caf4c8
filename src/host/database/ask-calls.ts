import type { CallRecords, Clock, Marks, Period, ReadCalls } from '../../vos3000/calls/call.js';
import { callGroups } from '../../vos3000/calls/group-calls.js';
import { readTime } from '../../vos3000/calls/times.js';
import { whose } from '../../vos3000/calls/whose.js';
import {
  attemptsSql,
  type CallTable,
  completedSql,
  countsSql,
  gatewayAddressesSql,
  MOST_CUSTOMERS,
  MOST_GROUPS,
} from '../../vos3000/sql/calls.js';
import { textInCell } from '../../vos3000/sql/literal.js';
import { callTables, tablesOf } from './call-tables.js';
import type { Database, DatabaseFault } from './database.js';

export type AskedCalls = { readonly kind: 'calls'; readonly calls: ReadCalls } | DatabaseFault;

type Cells = readonly (string | undefined)[];

/** Tables of days that are looked through for completed calls, the newest: no customer of a month is taken for an attacker. */
const GUARD_DAYS = 30;

/** Asks for the unauthorised attempts in `e_cdr` and in the tables of a period, or the newest of a day. */
export async function askCalls(
  database: Database,
  marks: Marks,
  period: Period,
  days: number,
): Promise<AskedCalls> {
  const found = await callTables(database);
  if (found.kind === 'fault') return found;
  const tables = tablesOf(found.tables, period, days);
  const groups = callGroups();
  const [causes, billingModes] = [new Map<string, number>(), new Map<string, number>()];
  const notes = [...found.notes];
  for (const table of tables) {
    const answer = await database.ask(attemptsSql(table, marks, period));
    if (answer.kind === 'fault') return answer;
    const rows = answer.kind === 'rows' ? answer.rows : [];
    for (const row of rows) groups.add(recordIn(row));
    if (rows.length === MOST_GROUPS)
      notes.push(`${table.name}: only the ${MOST_GROUPS} largest groups were read`);
    const counted =
      (await count(database, table, 'endreason', period, causes)) ??
      (await count(database, table, 'billingmode', period, billingModes));
    if (counted !== undefined) return counted;
  }
  const grouped = groups.result();
  const customers = await completedCalls(database, tablesOf(found.tables, noPeriod, GUARD_DAYS));
  if (customers.kind === 'fault') notes.push(`who completed calls was not told: ${customers.said}`);
  const clock: Clock = tables.some(({ time }) => time === 'date') ? 'written' : 'UTC';
  return {
    kind: 'calls',
    calls: {
      ...{ grouped, causes, billingModes, clock, notes },
      total: Math.max(sum(causes), sum(billingModes)),
      newest: grouped.sources.reduce<number | undefined>(
        (latest, { last }) => later(latest, last),
        undefined,
      ),
      gateways: await gatewayAddresses(database),
      completed: customers.kind === 'fault' ? new Map() : customers.completed,
    },
  };
}

const noPeriod: Period = { since: undefined, until: undefined };

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

async function completedCalls(
  database: Database,
  tables: readonly CallTable[],
): Promise<{ readonly kind: 'completed'; readonly completed: ReadonlyMap<string, number> } | DatabaseFault> {
  const completed = new Map<string, number>();
  for (const table of tables) {
    if (!table.columns.has('holdtime')) continue;
    const answer = await database.ask(completedSql(table));
    if (answer.kind === 'fault') return answer;
    for (const [source, number] of answer.kind === 'rows' ? answer.rows : []) {
      const { key } = whose(textInCell(source ?? '') ?? '');
      const before = completed.get(key);
      if (before !== undefined || completed.size < MOST_CUSTOMERS)
        completed.set(key, (before ?? 0) + Number(number ?? 0));
    }
  }
  return { kind: 'completed', completed };
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

function recordIn([source, number, cause, billingMode, count, first, last]: Cells): CallRecords {
  const text = (cell: string | undefined) => (cell === undefined ? '' : (textInCell(cell) ?? cell));
  const at = (cell: string | undefined) => (cell === undefined ? undefined : readTime(cell)?.second);
  return {
    ...{ source: text(source), number: text(number), cause: cause ?? '', billingMode: billingMode ?? '' },
    ...{ count: Number(count ?? 0), first: at(first), last: at(last) },
  };
}

async function count(
  database: Database,
  table: CallTable,
  column: 'endreason' | 'billingmode',
  period: Period,
  into: Map<string, number>,
): Promise<DatabaseFault | undefined> {
  if (!table.columns.has(column)) return undefined;
  const answer = await database.ask(countsSql(table, column, period));
  if (answer.kind === 'fault') return answer;
  for (const [value = '', number] of answer.kind === 'rows' ? answer.rows : [])
    into.set(value, (into.get(value) ?? 0) + Number(number ?? 0));
  return undefined;
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
