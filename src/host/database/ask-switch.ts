import type { Row } from '../../vos3000/held/rows.js';
import { questions, rowKinds } from '../../vos3000/sql/verify.js';
import type { Database, DatabaseFault } from './database.js';

export type Asked = { readonly kind: 'rows'; readonly rows: readonly Row[] } | DatabaseFault;

/** Tables that a schema may lack, or that an account may not read, are passed over; that of the parameters is not. */
const absent: readonly string[] = [
  'ER_NO_SUCH_TABLE',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
];

/** Asks the questions of `vos3000-verify.sql` one by one. */
export async function askSwitch(database: Database, names: readonly string[]): Promise<Asked> {
  const rows: Row[] = [];
  const refused = new Set<string>();
  for (const { kind, table, sql } of questions(names)) {
    const answer = await database.ask(sql);
    if (answer.kind === 'fault' && kind !== 'parameter' && absent.includes(answer.code))
      refused.add(table ?? '');
    else if (answer.kind === 'fault') return answer;
    else if (answer.kind === 'rows') for (const row of answer.rows.flatMap(rowOf)) rows.push(row);
  }
  // A table that may not be read is as good as not there.
  return {
    kind: 'rows',
    rows: rows.filter(({ kind, cells }) => kind !== 'table' || !refused.has(cells[0] ?? '')),
  };
}

function rowOf([first, ...cells]: readonly (string | undefined)[]): readonly Row[] {
  const kind = rowKinds.find((one) => one === first);
  return kind === undefined ? [] : [{ kind, cells, line: undefined }];
}
