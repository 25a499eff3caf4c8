/**
 * A text as SQL. What is not plainly printable goes as hexadecimal: backslashes mean one thing with NO_BACKSLASH_ESCAPES in
 * the server's sql_mode and another without, and a character set of two bytes can swallow a quote.
 */
export function sqlText(text: string): string {
  if (/^[ !#-&(-[\]-~]*$/.test(text)) return `'${text}'`;
  return `CONVERT(0x${Buffer.from(text, 'utf8').toString('hex').toUpperCase()} USING utf8)`;
}

/**
 * A column as a cell of printable ASCII, so that no value can break a line, end a cell of a drawn table, or be taken for
 * NULL: what could is written as 0x and the bytes of its UTF-8. The class leaves out `[`, `\`, `]`, `^` and everything
 * from `{` on. `REGEXP` matches the same with the libraries of MySQL 5.0 (Henry Spencer), MySQL 8 (ICU) and MariaDB (PCRE).
 */
export const cellOf = (column: string): string =>
  `IF(${column} REGEXP '[^ -Z_-z]|^ | $|^0x|^NULL$', CONCAT('0x', HEX(CONVERT(${column} USING utf8))), ${column})`;

/** The text in such a cell; `undefined` for bytes that are none of ours. */
export function textInCell(cell: string): string | undefined {
  if (!cell.startsWith('0x')) return cell;
  if (!/^0x([0-9A-F]{2})*$/i.test(cell)) return undefined;
  return Buffer.from(cell.slice(2), 'hex').toString('utf8');
}

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
