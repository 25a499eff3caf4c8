import type { Marks } from '../calls/call-record.js';
import { cellOf } from './cell.js';
import { sqlText } from './literal.js';

/** Tables of call records: `e_cdr`, and one a day, `e_cdr_20261125`. */
export const callTablesSql = [
  'SELECT table_name, column_name, data_type',
  'FROM information_schema.columns',
  "WHERE table_schema = DATABASE() AND table_name LIKE 'e_cdr%'",
  "AND column_name IN ('callerip', 'calleee164', 'starttime', 'endreason', 'billingmode')",
].join(' ');

/** A table of call records and which of its columns there are. */
export interface CallTable {
  readonly name: string;
  readonly columns: ReadonlySet<string>;
  /** `starttime` is a date, not a number. */
  readonly dated: boolean;
}

/** Groups of one table; what there is more of is cut off and said. */
export const MOST_GROUPS = 200_000;

/** The unauthorised attempts of a table, counted by the server: a flood has millions of records. */
export function attemptsSql(table: CallTable, marks: Marks): string {
  const { name, columns, dated } = table;
  const has = (column: string, sql: string) => (columns.has(column) ? sql : "''");
  const number = has('calleee164', 'calleee164');
  const hour = !columns.has('starttime')
    ? "''"
    : dated
      ? "DATE_FORMAT(starttime, '%Y-%m-%d %H')"
      : hourOfNumber;
  const time = (pick: 'MIN' | 'MAX') =>
    has('starttime', dated ? `DATE_FORMAT(${pick}(starttime), '%Y-%m-%d %H:%i:%s')` : `${pick}(starttime)`);
  return [
    `SELECT ${cellOf('callerip')}, ${columns.has('calleee164') ? cellOf('calleee164') : "''"},`,
    `  ${has('endreason', 'endreason')}, ${has('billingmode', 'billingmode')}, COUNT(*), ${time('MIN')}, ${time('MAX')}`,
    `FROM ${name}`,
    `WHERE ${whereSql(columns, marks)}`,
    `GROUP BY callerip, ${number}, ${has('endreason', 'endreason')}, ${has('billingmode', 'billingmode')}, ${hour}`,
    `ORDER BY COUNT(*) DESC LIMIT ${MOST_GROUPS}`,
  ].join('\n');
}

/** Seconds since 1970, or milliseconds: those have 13 digits. */
const hourOfNumber = 'FLOOR(starttime / IF(starttime > 100000000000, 3600000, 3600))';

function whereSql(columns: ReadonlySet<string>, { causes, billingModes }: Marks): string {
  const conditions = [
    ...(columns.has('endreason') && causes.length > 0
      ? [`endreason IN (${causes.map(sqlText).join(', ')})`]
      : []),
    ...(columns.has('billingmode') && billingModes.length > 0
      ? [`billingmode IN (${billingModes.map(sqlText).join(', ')})`]
      : []),
  ];
  return conditions.length === 0 ? '1 = 0' : conditions.join(' OR ');
}

/** From where gateways call, or are called: lists with commas. Never their passwords, which stand beside them. */
export const gatewayAddressesSql = ['e_gatewaymapping', 'e_gatewayrouting'].map(
  (table) => `SELECT ${cellOf('remoteips')} FROM ${table} WHERE remoteips <> ''`,
);

/** How often each value of a column occurs at all, the most frequent first. */
export const countsSql = (table: CallTable, column: 'endreason' | 'billingmode'): string =>
  `SELECT ${column}, COUNT(*) FROM ${table.name} GROUP BY ${column} ORDER BY COUNT(*) DESC LIMIT 1000`;
