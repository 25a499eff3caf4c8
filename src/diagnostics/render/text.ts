import type { Span } from '../diagnostic.js';
import type { Location } from '../position.js';
import { visible } from '../visible.js';

const columns = 100;

/** Text in lines of at most 100 columns: `first` begins the first line, `rest` the others. A longer word stays whole. */
export function wrap(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    const longer = empty ? line + word : `${line} ${word}`;
    if (empty || longer.length <= columns) {
      line = longer;
    } else {
      lines.push(line);
      line = rest + word;
    }
    empty = false;
  }
  return [...lines, line].join('\n');
}

/** `policy.yaml:12:5`, as editors and terminals make it a link. */
export function placeText({ path, start }: Location): string {
  return `${visible(path)}:${start.line}:${start.column}`;
}

/** The line that a span begins on, without its end. */
export function lineText({ file: { text }, start }: Span): string {
  const from = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', from);
  return text.slice(from, newline === -1 ? undefined : newline).replace(/\r$/, '');
}
