import type { Fact, Origin } from './fact.js';
import type { PageName } from './page.js';
import type { SchemaVersion } from './schema-version.js';
import type { Range, Value, ValueKind } from './value-kind.js';

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
