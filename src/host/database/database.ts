/** An open connection. Cells are text as the server sent it; `undefined` is NULL. */
export interface Database {
  readonly name: string;
  /** The answer to one statement. */
  readonly ask: (sql: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export type Answer =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly (string | undefined)[])[] }
  /** What a statement that changes something found; rows that had the value already count too. */
  | { readonly kind: 'changed'; readonly count: number }
  | DatabaseFault;

export interface DatabaseFault {
  readonly kind: 'fault';
  /** Of the operating system (`ECONNREFUSED`), of the server (`ER_ACCESS_DENIED_ERROR`) or of the library. */
  readonly code: string;
  /** Of the server's own error; `undefined` where it was not the server that failed. */
  readonly number?: number | undefined;
  /** What the server or the library said, without the password. */
  readonly said: string;
}

export type Opened = { readonly kind: 'open'; readonly database: Database } | DatabaseFault;

/**
 * Runs the work while the library says nothing by itself: of a packet that it cannot read it prints a stack (`console.trace`
 * and `console.error` in mysql2 3.24), beside the error that it throws.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { trace, error } = console;
  console.trace = () => {};
  console.error = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, { trace, error });
  }
}
