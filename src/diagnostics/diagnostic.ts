import type { ArgsByCode, Code } from './words/index.js';

/** An error stops `compile`; a warning is a risk; a note tells what would otherwise surprise. */
export type Severity = 'error' | 'warning' | 'note';

/** One text that was read: the policy, a file it includes, or a list of addresses. */
export interface SourceFile {
  /** As shown to the user: relative to where the command ran, or as they wrote it. */
  readonly path: string;
  /** Empty for a list file: the content of a list is never quoted in a message. */
  readonly text: string;
}

/** Half-open range of UTF-16 offsets, like those of the `yaml` package; turned into line and column only when printed. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A place in a list file, which is read line by line and not kept as text. Line and column count from 1. */
export interface ListPlace {
  readonly file: SourceFile;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export type Place = Span | ListPlace;

/** Why a file could not be had. Each has its own words; a reader never throws for these. */
export type FileFault = 'missing' | 'unreadable' | 'not-regular' | 'outside' | 'too-large' | 'not-text';

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
