import { lineAndColumn, type Position } from './position.js';
import type { Place } from './source.js';

/** A place in the terms of a reader. `end` is the position after the last character. */
export interface Location {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

/** Turns a place into lines and columns. */
export function locate(place: Place): Location {
  const { file } = place;
  if ('start' in place) {
    return { path: file.path, start: lineAndColumn(file, place.start), end: lineAndColumn(file, place.end) };
  }
  const { line, column, length } = place;
  return { path: file.path, start: { line, column }, end: { line, column: column + length } };
}
