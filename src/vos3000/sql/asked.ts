import { sqlText } from './literal.js';

const A_ROW = 4;

/** What is asked for, so that a row that is missing is not taken for one that nobody looked for. */
export function askedSql(words: readonly string[]): string {
  const rows = Array.from({ length: Math.ceil(words.length / A_ROW) }, (_, row) =>
    sqlText(words.slice(row * A_ROW, (row + 1) * A_ROW).join(' ')),
  );
  return rows
    .map((row, at) => `SELECT 'asked' AS vosguard, ${row}${at === 0 ? ' AS what' : ''}`)
    .join('\nUNION ALL ');
}
