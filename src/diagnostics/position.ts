import type { SourceFile } from './source.js';

/** Both count from 1. A column is a code point, as most editors show it, not a UTF-16 unit. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a UTF-16 offset stands. Lines end at `\n` or `\r\n`; an offset past the end is the end. */
export function lineAndColumn(file: SourceFile, offset: number): Position {
  return positionIn(file.text, lineStarts(file.text), offset);
}

/** The offset of every line's first character, for many questions about one text. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** As `lineAndColumn`, with the text's `lineStarts` at hand. */
export function positionIn(text: string, starts: readonly number[], offset: number): Position {
  const line = lineOf(starts, offset);
  return { line: line + 1, column: codePoints(text.slice(starts[line], Math.max(0, offset))) + 1 };
}

/** The last line that starts at the offset or before. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
