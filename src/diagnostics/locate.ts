import { lineStarts, type Position, positionIn } from './position.js';
import type { ListPlace, Place, SourceFile, Span } from './source.js';

/** A place in the terms of a reader. `end` is the position after the last character. */
export interface Location {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

/** Turns places into lines and columns. It counts the lines of each file once, however many places are asked for. */
export function locator(): (place: Place) => Location {
  const counted = new Map<SourceFile, readonly number[]>();
  const startsOf = (file: SourceFile) => {
    const starts = counted.get(file) ?? lineStarts(file.text);
    counted.set(file, starts);
    return starts;
  };
  return (place) => ('start' in place ? spanLocation(place, startsOf(place.file)) : listLocation(place));
}

/** One place; for many of them, `locator` counts lines once. */
export function locate(place: Place): Location {
  return locator()(place);
}

function spanLocation({ file: { path, text }, start, end }: Span, starts: readonly number[]): Location {
  return { path, start: positionIn(text, starts, start), end: positionIn(text, starts, end) };
}

function listLocation({ file: { path }, line, column, length }: ListPlace): Location {
  return { path, start: { line, column }, end: { line, column: column + length } };
}
