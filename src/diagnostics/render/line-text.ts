import type { Span } from '../source.js';

/** The line that a span begins on, without its end. */
export function lineText({ file: { text }, start }: Span): string {
  const from = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', from);
  return text.slice(from, newline === -1 ? undefined : newline).replace(/\r$/, '');
}
