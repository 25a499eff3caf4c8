import { type Refusal, type Row, refusalOf } from '../../vos3000/held/held.js';
import { type Asking, questions, rowKinds, type TableName, tables } from '../../vos3000/sql/verify.js';
import type { Database, DatabaseFault } from './database.js';

export type Asked =
  | { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly refusals: readonly Refusal[] }
  | DatabaseFault;

/**
 * Asks the questions of `vos3000-verify.sql` one by one. Each column is tried first, so that a right that the account lacks, a
 * column that the schema lacks and a table that is broken are told apart, and none of them costs more than itself.
 */
export async function askSwitch(database: Database, asking: Asking): Promise<Asked> {
  const wanted: readonly TableName[] = [
    'e_moconfig',
    ...(asking.gateways ? (['e_gatewaymapping', 'e_gatewaymappingsetting'] as const) : []),
    ...(asking.web ? (['e_web_access_control'] as const) : []),
  ];
  const refusals: Refusal[] = [];
  for (const table of wanted) {
    const tried = await tryColumns(database, table);
    if (!Array.isArray(tried)) return tried;
    refusals.push(...tried);
  }
  const rows: Row[] = [];
  const isRefused = (table: TableName, column?: string) =>
    refusals.some((one) => one.table === table && (one.column === undefined || one.column === column));
  for (const question of questions(asking, (table, column) => !isRefused(table, column))) {
    const [table] = question.tables;
    if (table !== undefined && isRefused(table)) continue;
    const answer = await database.ask(question.sql);
    if (answer.kind === 'rows') for (const row of answer.rows.flatMap(rowOf)) rows.push(row);
    if (answer.kind !== 'fault') continue;
    // A table that opens may still break where it is read.
    if (answer.number === undefined || table === undefined) return answer;
    refusals.push(refusalOf(answer.number, answer.said, table));
  }
  return { kind: 'rows', rows, refusals };
}

/** Why the table or some of its columns cannot be read; a fault where it is no database of a switch, or the connection ends. */
async function tryColumns(database: Database, table: TableName): Promise<Refusal[] | DatabaseFault> {
  const { needed, optional } = tables[table];
  const found: Refusal[] = [];
  for (const column of [...needed, ...optional]) {
    const answer = await database.ask(`SELECT ${column} FROM ${table} LIMIT 0`);
    if (answer.kind !== 'fault') continue;
    if (answer.number === undefined) return answer;
    if (table === 'e_moconfig' && answer.code === 'ER_NO_SUCH_TABLE') return answer;
    const refusal = refusalOf(answer.number, answer.said, table, column);
    const whole = needed.some((one) => one === column) || refusal.column === undefined;
    found.push(whole ? { ...refusal, column: undefined } : refusal);
    if (whole) break;
  }
  return found;
}

function rowOf([first, ...cells]: readonly (string | undefined)[]): readonly Row[] {
  const kind = rowKinds.find((one) => one === first);
  return kind === undefined ? [] : [{ kind, cells, line: undefined }];
}
