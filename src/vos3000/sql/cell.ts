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
