import type { CallRecords, Clock, Marks, Period, ReadCalls } from '../../vos3000/calls/call.js';
import { CallGroups } from '../../vos3000/calls/group-calls.js';
import { readTime } from '../../vos3000/calls/times.js';
import { whose } from '../../vos3000/calls/whose.js';
import { refusalOf } from '../../vos3000/held/held.js';
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
  if (tables.length > 0 && tables.every(({ columns }) => !hasMarks(columns))) return noMarks;
  const groups = new CallGroups();
  const [causes, billingModes] = [new Map<string, number>(), new Map<string, number>()];
  const notes = [...found.notes, ...lackNotes(tables, marks)];
  let [read, first]: [number, DatabaseFault | undefined] = [0, undefined];
  for (const table of tables) {
    const fault = await attemptsOf(database, table, { marks, period, groups, causes, billingModes, notes });
    if (fault === undefined) read++;
    else if (fault.number === undefined) return fault;
    else notes.push(`${table.name} was not read: ${fault.said}`);
    first ??= fault;
  }
  if (read === 0 && first !== undefined) return first;
  const grouped = groups.result();
  const gateways = await gatewayAddresses(database);
  const customers = await completedCalls(database, tablesOf(found.tables, noPeriod, GUARD_DAYS));
  const clock: Clock = tables.some(({ time }) => time === 'date') ? 'written' : 'UTC';
  return {
    kind: 'calls',
    calls: {
      ...{ grouped, causes, billingModes, clock },
      notes: [...notes, ...gateways.notes, ...customers.notes],
      total: Math.max(sum(causes), sum(billingModes)),
      newest: grouped.sources.reduce<number | undefined>(
        (latest, { last }) => later(latest, last),
        undefined,
      ),
      gateways: gateways.addresses,
      completed: customers.completed,
    },
  };
}

const noPeriod: Period = { since: undefined, until: undefined };

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

const hasMarks = (columns: ReadonlySet<string>): boolean =>
  columns.has('endreason') || columns.has('billingmode');

const noMarks: DatabaseFault = {
  kind: 'fault',
  code: 'NO_CAUSE',
  said: 'the tables of call records have neither endreason nor billingmode, or the account may not read them',
};

/** Columns that are not there, or that the account may not read, and what is not found for that. */
function lackNotes(tables: readonly CallTable[], { causes, billingModes }: Marks): readonly string[] {
  const lacking = (column: string, costs: string): readonly string[] => {
    const names = tables.filter(({ columns }) => !columns.has(column)).map(({ name }) => name);
    if (names.length === 0) return [];
    return [`${column} is not there, or the account may not read it (${names.join(', ')}): ${costs}`];
  };
  return [
    ...(causes.length === 0 ? [] : lacking('endreason', 'no cause is found there')),
    ...(billingModes.length === 0 ? [] : lacking('billingmode', 'no billing mode is found there')),
    ...lacking('holdtime', 'nobody is spared for calls that he completed there'),
  ];
}

interface Into {
  readonly marks: Marks;
  readonly period: Period;
  readonly groups: CallGroups;
  readonly causes: Map<string, number>;
  readonly billingModes: Map<string, number>;
  readonly notes: string[];
}

/** The attempts of one table, and which causes and billing modes it has. */
async function attemptsOf(
  database: Database,
  table: CallTable,
  { marks, period, groups, causes, billingModes, notes }: Into,
): Promise<DatabaseFault | undefined> {
  const answer = await database.ask(attemptsSql(table, marks, period));
  if (answer.kind === 'fault') return answer;
  const rows = answer.kind === 'rows' ? answer.rows : [];
  for (const row of rows) groups.add(recordIn(row));
  if (rows.length === MOST_GROUPS)
    notes.push(`${table.name}: only the ${MOST_GROUPS} largest groups were read`);
  return (
    (await count(database, table, 'endreason', period, causes)) ??
    (await count(database, table, 'billingmode', period, billingModes))
  );
}

/** What cannot be read spares nobody, which is said. */
async function completedCalls(database: Database, tables: readonly CallTable[]) {
  const completed = new Map<string, number>();
  const notes: string[] = [];
  for (const table of tables) {
    if (!table.columns.has('holdtime')) continue;
    const answer = await database.ask(completedSql(table));
    if (answer.kind === 'fault')
      notes.push(`who completed calls in ${table.name} was not told: ${answer.said}`);
    for (const [source, number] of answer.kind === 'rows' ? answer.rows : []) {
      const { key } = whose(textInCell(source ?? '') ?? '');
      const before = completed.get(key);
      if (before !== undefined || completed.size < MOST_CUSTOMERS)
        completed.set(key, (before ?? 0) + Number(number ?? 0));
    }
  }
  return { completed, notes };
}

/** Without the table or the column, or the right to read it, none of its gateways is spared, which is said. */
async function gatewayAddresses(database: Database) {
  const found: string[] = [];
  const notes: string[] = [];
  for (const [table, sql] of gatewayAddressesSql) {
    const answer = await database.ask(sql);
    if (answer.kind === 'fault')
      notes.push(
        `its gateways are not spared: ${refusalOf(answer.number ?? 0, answer.said, table, 'remoteips').why}`,
      );
    if (answer.kind !== 'rows') continue;
    for (const [cell] of answer.rows) if (cell !== undefined) found.push(textInCell(cell) ?? '');
  }
  return { addresses: found.flatMap((list) => list.split(/[,;\s]+/)).filter((entry) => entry !== ''), notes };
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
