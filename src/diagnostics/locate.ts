import { type Counted, counted, type Position, positionIn } from './position.js';
import type { ListPlace, Place, SourceFile, Span } from './source.js';

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
