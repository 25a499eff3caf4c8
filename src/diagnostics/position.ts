import type { SourceFile } from './source.js';

/** Both count from 1. A column is a code point, as most editors show it, not a UTF-16 unit. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a UTF-16 offset stands. Lines end at `\n` or `\r\n`; an offset past the end is the end. */
export function lineAndColumn(file: SourceFile, offset: number): Position {
  const before = file.text.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: countOf(before, '\n') + 1, column: codePoints(before.slice(lineStart)) + 1 };
}

function countOf(text: string, wanted: string): number {
  let count = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) count++;
  return count;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
