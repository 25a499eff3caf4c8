import type { SchemaVersion } from './schema-version.js';
import type { Fact, Origin, PageName } from './sources.js';

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

/** One thing that the switch can be told, whatever a version calls it. */
export interface Parameter {
  /** Ours, and the same for ever: `register-retry`. */
  readonly id: string;
  readonly title: string;
  readonly page: PageName;
  /** What it does and why an operator cares, in whole sentences. */
  readonly about: string;
  /** What to look at to see that the value works. */
  readonly verify: string;
  /** A version without an entry is not known to have it. */
  readonly versions: { readonly [V in SchemaVersion]?: InVersion };
  readonly advice: readonly Advice[];
}

/**
 * A parameter as one version has it. One name may stand in two parameters: `SS_ENDPOINTREGISTERSUSPEND` is a
 * duration in 2.1.4.0 and a switch in the guides to 2.1.9.07.
 */
export interface InVersion {
  /** Most likely first; a database may hold any of them. */
  readonly names: readonly [Name, ...Name[]];
  readonly kind: ValueKind;
  readonly range: Fact<Range> | undefined;
  readonly initial: Fact<Value> | undefined;
  /** Section of the manual: `4.3.5.2`. */
  readonly section: Fact<string> | undefined;
}

export interface Name extends Origin {
  readonly text: string;
  /** An older version's spelling, which the database may still have: accepted, with a warning. */
  readonly old: boolean;
}

/** When a piece of advice holds. */
export type Occasion = 'always' | 'attack' | 'unsteady lines' | 'audit';

/** A value, or a range of values, that somebody recommends. */
export interface Advice extends Origin {
  readonly occasion: Occasion;
  readonly wanted: Range | boolean;
  readonly why: string;
}

/** The least number that is advised for the occasion. */
export function leastAdvised({ advice }: Parameter, occasion: Occasion): number | undefined {
  const wanted = advice.find((one) => one.occasion === occasion)?.wanted;
  return typeof wanted === 'object' ? wanted.least : undefined;
}
