import type { RowKind } from '../sql/verify.js';

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
