import type { Place } from './source.js';
import type { ArgsByCode, Code } from './words/index.js';

/** A second place that belongs to the finding, such as the first of two keys that clash. */
export interface Related {
  readonly place: Place;
  readonly label: string;
}

/**
 * A finding as data. What it says is in `words/`, so that one place holds all sentences;
 * where it is and what it is about are here.
 */
export type Diagnostic = { readonly [C in Code]: Finding<C> }[Code];

export interface Finding<C extends Code> {
  readonly code: C;
  readonly args: ArgsByCode[C];
  readonly place: Place | undefined;
  readonly related: readonly Related[];
}

/** Where a stage puts what it finds. Findings are collected, never thrown. */
export type Report = (finding: Diagnostic) => void;
