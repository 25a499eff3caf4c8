import type { Severity } from '../diagnostic.js';

/** The words of one code. Every message says what is wrong, why it matters and what to write instead. */
export interface Entry<A> {
  readonly severity: Severity;
  /** A short name for `vosguard explain` and for tables: "unknown key". */
  readonly title: string;
  readonly what: (args: A) => string;
  readonly why: string;
  readonly instead: (args: A) => string;
  /** For `vosguard explain VG…`: an example that is wrong and one that is right, as policy text. */
  readonly example: { readonly wrong: string; readonly right: string };
}

export const entry = <A>(words: Entry<A>): Entry<A> => words;
