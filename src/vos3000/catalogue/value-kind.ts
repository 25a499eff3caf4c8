export type Unit =
  | 'seconds'
  | 'minutes'
  | 'failures'
  | 'attempts'
  | 'calls'
  | 'records'
  | 'characters'
  /** A number that stands for something, such as 401 or 3. */
  | 'code'
  /** A number whose unit nobody has published. */
  | 'unknown';

/** What the value of a parameter can be. The database keeps every value as text. */
export type ValueKind =
  /** `1` or `0` in the database, on or off in the client. */
  | { readonly kind: 'switch' }
  | {
      readonly kind: 'number';
      readonly unit: Unit;
      /** A value outside the range with a meaning of its own: 2147483647 is off, 0 is no limit. */
      readonly special: { readonly value: number; readonly means: string } | undefined;
    }
  | { readonly kind: 'text'; readonly form: TextForm };

export type TextForm =
  | 'addresses'
  | 'first and last port'
  | 'numbers with commas'
  | 'telephone numbers'
  | 'times of day'
  | 'word';

/** A value once it has been read: what a switch, a number or a text is in this program. */
export type Value = boolean | number | string;

/** Both ends included. */
export interface Range {
  readonly least: number;
  readonly most: number;
}
