/**
 * A text as SQL. What is not plainly printable goes as hexadecimal: backslashes mean one thing with NO_BACKSLASH_ESCAPES in
 * the server's sql_mode and another without, and a character set of two bytes can swallow a quote.
 */
export function sqlText(text: string): string {
  if (/^[ !#-&(-[\]-~]*$/.test(text)) return `'${text}'`;
  return `CONVERT(0x${Buffer.from(text, 'utf8').toString('hex').toUpperCase()} USING utf8)`;
}
