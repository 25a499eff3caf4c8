import type { PolicyPath } from './path.js';

/** How the lines of a list are read. */
export type ListForm =
  /** One address, network or range a line. */
  | { readonly kind: 'lines'; readonly hostBits: HostBits }
  /** First and last address in the first two columns, between tabs. */
  | { readonly kind: 'dshield' }
  /** `name:first-last`. */
  | { readonly kind: 'p2p' }
  | {
      readonly kind: 'csv';
      readonly separator: string;
      /** From 1. Two: the first and the last address. */
      readonly columns: readonly number[];
      readonly where: ColumnIs | undefined;
      readonly hostBits: HostBits;
    }
  /** The texts to which these keys lead, through arrays too. */
  | { readonly kind: 'json'; readonly keys: readonly string[]; readonly hostBits: HostBits }
  /** What registries publish: `registry|CC|ipv4|first|count|...`. */
  | { readonly kind: 'delegated'; readonly countries: readonly string[] };

/** Whether `192.0.2.8/28` is refused or taken for its network. */
export type HostBits = 'refuse' | 'network';

/** Only lines in which the column holds one of these texts. */
export interface ColumnIs {
  readonly column: number;
  readonly is: readonly string[];
}

/** An entry of `lists`. */
export interface ListSpec {
  readonly name: string;
  /** As it is written; relative to the file of the policy that names it. */
  readonly file: string;
  readonly form: ListForm;
  /** So many lines may be unreadable and are left out. */
  readonly skip: number;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly path: PolicyPath;
}

export const plainLines: ListForm = Object.freeze({ kind: 'lines', hostBits: 'refuse' });
