import type { Marks, Period } from '../calls/call.js';
import { timeText } from '../calls/times.js';
import { cellOf, sqlText } from './literal.js';

/** Tables of call records: `e_cdr`, and one a day, `e_cdr_20261125`. Those that the server cannot open have no columns here. */
export const callTablesSql = [
  'SELECT t.table_name, c.column_name, c.data_type',
  'FROM information_schema.tables t LEFT JOIN information_schema.columns c',
  '  ON c.table_schema = t.table_schema AND c.table_name = t.table_name',
  `  AND c.column_name IN ('callerip', 'callere164', 'calleee164', 'callergatewayid', 'callergatewayh323id',`,
  `    'starttime', 'stoptime', 'holdtime', 'endreason', 'billingmode')`,
  "WHERE t.table_schema = DATABASE() AND t.table_name LIKE 'e_cdr%'",
].join('\n');

/** A table of call records and which of its columns there are. */
export interface CallTable {
  readonly name: string;
  readonly columns: ReadonlySet<string>;
  readonly time: TimeForm;
}

/** What `starttime` is: a date, or a number of seconds or milliseconds since 1970. */
export type TimeForm = 'date' | 'second' | 'millisecond';

/** The largest time, by the index that the column has: it tells whether it counts milliseconds. */
export const newestSql = (name: string): string => `SELECT MAX(starttime) FROM ${name}`;

/** Why a table cannot be read. */
export const tryTableSql = (name: string): string => `SELECT callerip FROM ${name} LIMIT 0`;

/** Groups of one table; what there is more of is cut off and said. */
export const MOST_GROUPS = 50_000;

/** The unauthorised attempts of a table, counted by the server: a flood has millions of records. */
export function attemptsSql(table: CallTable, marks: Marks, period: Period): string {
  const { name, columns, time } = table;
  const has = (column: string, sql: string) => (columns.has(column) ? sql : "''");
  const hour =
    time === 'date'
      ? "DATE_FORMAT(starttime, '%Y-%m-%d %H')"
      : `FLOOR(starttime / ${time === 'second' ? 3600 : 3_600_000})`;
  const at = (pick: 'MIN' | 'MAX') =>
    has(
      'starttime',
      time === 'date' ? `DATE_FORMAT(${pick}(starttime), '%Y-%m-%d %H:%i:%s')` : `${pick}(starttime)`,
    );
  const groups = ['calleee164', 'endreason', 'billingmode'].filter((column) => columns.has(column));
  return [
    `SELECT ${cellOf('callerip')}, ${has('calleee164', cellOf('calleee164'))},`,
    `  ${has('endreason', 'endreason')}, ${has('billingmode', 'billingmode')}, COUNT(*), ${at('MIN')}, ${at('MAX')}`,
    `FROM ${name}`,
    `WHERE (${marksSql(columns, marks)})${periodSql(table, period)}`,
    `GROUP BY ${['callerip', ...groups, ...(columns.has('starttime') ? [hour] : [])].join(', ')}`,
    `ORDER BY COUNT(*) DESC LIMIT ${MOST_GROUPS}`,
  ].join('\n');
}

/** Compared as text: MySQL takes a word that it compares with a number for 0. */
function marksSql(columns: ReadonlySet<string>, { causes, billingModes }: Marks): string {
  const among = (column: string, words: readonly string[]) =>
    columns.has(column) && words.length > 0
      ? [`LOWER(CAST(${column} AS CHAR)) IN (${words.map(sqlText).join(', ')})`]
      : [];
  const conditions = [...among('endreason', causes), ...among('billingmode', billingModes)];
  return conditions.length === 0 ? '1 = 0' : conditions.join(' OR ');
}

/** As the column has it, so that its index is of use. */
function periodSql({ columns, time }: CallTable, { since, until }: Period): string {
  if (!columns.has('starttime')) return '';
  const literal = (second: number) =>
    time === 'date' ? sqlText(timeText(second)) : String(time === 'second' ? second : second * 1000);
  return [
    ...(since === undefined ? [] : [` AND starttime >= ${literal(since)}`]),
    ...(until === undefined ? [] : [` AND starttime < ${literal(until + 1)}`]),
  ].join('');
}

/** From where gateways call, or are called: lists with commas. Never their passwords, which stand beside them. */
export const gatewayAddressesSql = ['e_gatewaymapping', 'e_gatewayrouting'].map(
  (table) => [table, `SELECT ${cellOf('remoteips')} FROM ${table} WHERE remoteips <> ''`] as const,
);

/** How often each value of a column occurs at all, the most frequent first. */
export const countsSql = (table: CallTable, column: 'endreason' | 'billingmode', period: Period): string =>
  `SELECT ${column}, COUNT(*) FROM ${table.name} WHERE 1 = 1${periodSql(table, period)} GROUP BY ${column} ORDER BY COUNT(*) DESC LIMIT 1000`;

export const MOST_CUSTOMERS = 100_000;

/** Who completed calls, and how many. */
export const completedSql = ({ name }: CallTable): string =>
  `SELECT ${cellOf('callerip')}, COUNT(*) FROM ${name} WHERE holdtime > 0 GROUP BY callerip LIMIT ${MOST_CUSTOMERS}`;

/** From when to when the records of a table are, by the index that the column has. */
export const usageSpanSql = ({ name, columns }: CallTable): string =>
  columns.has('starttime') ? `SELECT MIN(starttime), MAX(starttime) FROM ${name}` : 'SELECT NULL, NULL';

/** The records themselves: gateway, caller, start, stop, conversation. */
export function usageSql(table: CallTable, period: Period, most: number | undefined): string {
  const cell = (column: string) => (table.columns.has(column) ? column : 'NULL');
  const gateway = table.columns.has('callergatewayid') ? 'callergatewayid' : cell('callergatewayh323id');
  const text = (column: string) => (column === 'NULL' ? 'NULL' : cellOf(column));
  return `SELECT ${text(gateway)}, ${text(cell('callere164'))}, ${cell('starttime')}, ${cell('stoptime')}, ${cell('holdtime')} FROM ${table.name} WHERE 1 = 1${periodSql(table, period)}${most === undefined ? '' : ` LIMIT ${most}`}`;
}
