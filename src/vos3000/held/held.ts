import type { RowKind } from '../sql/verify.js';

/** What a switch's database holds, as far as `vos3000-verify.sql` asks for it. Texts are the database's, unescaped. */
export interface Held {
  readonly server: { readonly database: string | undefined; readonly version: string | undefined };
  /** Engines by table; `undefined` where the rows that say it are missing. */
  readonly engines: ReadonlyMap<string, string> | undefined;
  readonly parameters: Told<HeldParameter>;
  readonly gateways: Told<HeldGateway>;
  readonly web: Told<HeldWebRule>;
  /** Parameters that were asked for; `undefined` where that is not told. */
  readonly asked: ReadonlySet<string> | undefined;
  /** Columns that could not be read, by name, and why, for people. */
  readonly unread: ReadonlyMap<string, string>;
}

/** The rows of a question, as far as they were told. */
export interface Told<T> {
  readonly rows: readonly T[];
  /** Why there may be more than these rows, or other ones: `the account may not read e_gatewaymapping`. `undefined`: these are all. */
  readonly untold: string | undefined;
}

/** A row of `e_moconfig`. Several switches have a row each under one name. */
export interface HeldParameter {
  readonly id: number;
  /** The managed object that it belongs to, and its kind; what the numbers stand for is not published. */
  readonly motype: number | undefined;
  readonly moid: number | undefined;
  readonly editable: boolean | undefined;
  readonly name: string;
  readonly value: string | undefined;
  /** `ID_CLIENT_STRING1371 60-3600`: the key of a text, and the range in which the client lets the value be. */
  readonly memo: string | undefined;
}

/** A mapping gateway. A limit is `undefined` where the schema has no such column or the row no value. */
export interface HeldGateway {
  readonly id: number;
  readonly name: string;
  /** Concurrent calls. */
  readonly capacity: string | undefined;
  /** `0` static (by address), `1` dynamic (by password), `3` IMS edge device. */
  readonly registerType: string | undefined;
  /** Of a static one: `0` by address, `1` by address and port. */
  readonly authenticationMethod: string | undefined;
  /** Seconds; `-1` as the system parameter says, `0` without limit. */
  readonly maxDuration: string | undefined;
  readonly callRate: string | undefined;
  /** What its numbers stand for is not published. */
  readonly callRateUnit: string | undefined;
}

/** A row of Web Access Control: a directory of the web server, and the addresses that may open it. */
export interface HeldWebRule {
  readonly path: string;
  readonly allowed: string;
}

/** The cells of one row as the database printed them; `undefined` is NULL. The first cell, the kind, is taken off. */
export interface Row {
  readonly kind: RowKind;
  readonly cells: readonly (string | undefined)[];
  /** Where the row stands, for messages: the line of a file. */
  readonly line: number | undefined;
}

/** How many cells follow the kind. */
export const widths: { readonly [K in RowKind]: number } = {
  server: 2,
  asked: 1,
  table: 2,
  parameter: 7,
  gateway: 8,
  web: 3,
  end: 0,
};

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
