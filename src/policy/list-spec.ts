import type { Milliseconds } from '../net/units.js';
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

/** Where the file comes from. */
export type ListOrigin =
  /** From others. */
  | { readonly kind: 'file' }
  | { readonly kind: 'https'; readonly url: string; readonly ca: string | undefined }
  /** The host of the rules fetches it by itself: compile reads no file, and the rules have a set for all such lists. */
  | { readonly kind: 'switch'; readonly url: string }
  /** The same of names: rules have a set for each of their uses. */
  | { readonly kind: 'switch-names'; readonly names: readonly string[]; readonly keep: Milliseconds }
  /** Those that begin with `_` are asked for SRV. */
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly keep: Milliseconds };

/** As the lock has it: what is fetched from elsewhere is another list. */
export function originText(origin: ListOrigin): string {
  switch (origin.kind) {
    case 'file':
      return 'file';
    case 'https':
    case 'switch':
      return origin.url;
    case 'names':
    case 'switch-names':
      return origin.names.join(' ');
  }
}

/** Whether the host of the rules keeps it, so that compile reads no file. */
export const isOnSwitch = ({ kind }: ListOrigin): boolean => kind === 'switch' || kind === 'switch-names';

/** An entry of `lists`. */
export interface ListSpec {
  readonly name: string;
  /** As it is written; relative to the file of the policy that names it. */
  readonly file: string;
  /** The file of the policy that names it, as shown. */
  readonly from: string | undefined;
  readonly origin: ListOrigin;
  readonly form: ListForm;
  /** How long `vosguard lists refresh --due` leaves it alone. */
  readonly every: Milliseconds | undefined;
  /** Older than this, it is told. */
  readonly maxAge: Milliseconds | undefined;
  /** Percent of its entries that a refresh may add and take away. */
  readonly maxChange: number | undefined;
  /** So many lines may be unreadable and are left out. */
  readonly skip: number;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly path: PolicyPath;
}

export const plainLines: ListForm = Object.freeze({ kind: 'lines', hostBits: 'refuse' });
