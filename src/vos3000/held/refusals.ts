/** A question, or a part of one, that the server did not answer. */
export interface Refusal {
  readonly table: string;
  /** `undefined`: the whole table. */
  readonly column: string | undefined;
  /** For people: `the account may not read e_gatewaymapping`. */
  readonly why: string;
}

/** What an error of the server means for a table, by its number (MySQL and MariaDB have the same for these). */
export function refusalOf(number: number, said: string, table: string, column?: string): Refusal {
  switch (number) {
    // Whoever may not read a thing is not told whether it is there (seen with MariaDB 10.11).
    case 1142: // ER_TABLEACCESS_DENIED_ERROR
      return { table, column: undefined, why: `the account may not read ${table}, or there is none` };
    case 1143: // ER_COLUMNACCESS_DENIED_ERROR
      return {
        table,
        column,
        why: `the account may not read ${columnText(table, column)}, or there is none`,
      };
    case 1054: // ER_BAD_FIELD_ERROR
      return { table, column, why: `there is no ${columnText(table, column)}` };
    case 1146: // ER_NO_SUCH_TABLE
      return { table, column: undefined, why: `there is no table ${table}` };
  }
  return { table, column: undefined, why: `the server cannot read ${table}: ${said.slice(0, 150)}` };
}

const columnText = (table: string, column: string | undefined): string =>
  column === undefined ? `a column of ${table}` : `column ${column} of ${table}`;

/** An error as the client prints it: `ERROR 1142 (42000) at line 60: SELECT command denied to ... for table 'e_moconfig'`. */
export function printedRefusal(error: string, tables: readonly string[]): Refusal | undefined {
  const [, number, said] = /^ERROR (\d{4})\b[^:]*: (.*)$/.exec(error) ?? [];
  if (number === undefined || said === undefined) return undefined;
  // Names stand as 'vos3000.e_moconfig', `vos3000`.`e_moconfig` or ./vos3000/e_moconfig.MYI.
  const words: readonly string[] = said.match(/\be_[a-z_]+/g) ?? [];
  const table = tables.find((one) => words.includes(one));
  const column = /\bcolumn '(?:\w+\.)?(\w+)'/i.exec(said)?.[1];
  return table === undefined ? undefined : refusalOf(Number(number), said, table, column);
}
