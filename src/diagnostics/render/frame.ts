import type { Position } from '../position.js';
import type { Span } from '../source.js';
import { type Excerpt, excerpt } from './excerpt.js';

/** A line of source with its number. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** A piece of source with the span underlined. */
export interface Frame {
  /** The line before, for orientation; `undefined` where it is blank or there is none. */
  readonly before: NumberedLine | undefined;
  readonly number: number;
  readonly line: Excerpt;
}

/** The frame of a span that starts on line `line`; of a span over several lines, the first of them. */
export function frame({ file: { text }, start, end }: Span, { line: number }: Position): Frame {
  const lineStart = text.lastIndexOf('\n', start - 1) + (start > 0 ? 1 : 0);
  const line = lineAt(text, lineStart);
  const before = lineStart > 0 ? lineAt(text, text.lastIndexOf('\n', lineStart - 2) + 1) : '';
  return {
    before: before.trim() === '' ? undefined : { number: number - 1, text: excerpt(before, 0, 0).text },
    number,
    line: excerpt(line, start - lineStart, Math.min(end - lineStart, line.trimEnd().length)),
  };
}

function lineAt(text: string, start: number): string {
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline === -1 ? undefined : newline);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
