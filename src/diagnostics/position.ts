import type { ListPlace, Place, SourceFile, Span } from './diagnostic.js';

/** Both count from 1. A column is a code point, as most editors show it, not a UTF-16 unit. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a UTF-16 offset stands. Lines end at `\n` or `\r\n`; an offset past the end is the end. */
export function lineAndColumn(file: SourceFile, offset: number): Position {
  return positionIn(counted(file.text), offset);
}

/** The offset of every line's first character, for many questions about one text. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** What is counted once for many questions about one text. */
export interface Counted {
  readonly starts: readonly number[];
  /** The offsets of the characters that take two UTF-16 units. */
  readonly pairs: readonly number[];
  readonly length: number;
}

/** A whole policy may stand in one line, with a hundred thousand places in it: none of them counts from its start again. */
function counted(text: string): Counted {
  const pairs = [...text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map(({ index }) => index);
  return { starts: lineStarts(text), pairs, length: text.length };
}

/** As `lineAndColumn`, with the text counted. */
function positionIn({ starts, pairs, length }: Counted, offset: number): Position {
  const at = Math.min(Math.max(0, offset), length);
  const line = lastUpTo(starts, at);
  const start = starts[line] ?? 0;
  // A pair that the offset stands within is one character before it.
  const before = lastUpTo(pairs, at - 2) - lastUpTo(pairs, start - 1);
  return { line: line + 1, column: at - start - before + 1 };
}

/** The index of the last of these rising numbers that is not above the limit; -1 where there is none. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [-1, numbers.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A place in the terms of a reader. `end` is the position after the last character. */
export interface Location {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

/** Turns places into lines and columns. It counts the lines of each file once, however many places are asked for. */
export function locator(): (place: Place) => Location {
  const known = new Map<SourceFile, Counted>();
  const countedOf = (file: SourceFile) => {
    const found = known.get(file) ?? counted(file.text);
    known.set(file, found);
    return found;
  };
  return (place) => ('start' in place ? spanLocation(place, countedOf(place.file)) : listLocation(place));
}

/** One place; for many of them, `locator` counts lines once. */
export function locate(place: Place): Location {
  return locator()(place);
}

function spanLocation({ file: { path }, start, end }: Span, text: Counted): Location {
  return { path, start: positionIn(text, start), end: positionIn(text, end) };
}

function listLocation({ file: { path }, line, column, length }: ListPlace): Location {
  return { path, start: { line, column }, end: { line, column: column + length } };
}
