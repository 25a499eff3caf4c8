import { visible } from '../visible.js';

/** One grapheme of a line and the columns of a terminal that it takes. */
export interface Cell {
  /** UTF-16 offsets in the line, the end not included. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly width: number;
}

const tabStop = 4;

/** Wide in the sense of Unicode's East Asian Width (UAX 11): two columns in every common terminal. */
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3001-\u303e\uff01-\uff60\uffe0-\uffe6\u3000]/u;
const halfWidth = /^[\uff61-\uffdc]/u;
const mark = /^\p{M}/u;
/** Each of these is a grapheme of its own. */
const plain = /^[\t\x20-\x7e]*$/;

/** The line as a terminal shows it: tabs up to the next stop, controls written out, marks on top of their letter. */
export function cells(line: string): readonly Cell[] {
  const row: Cell[] = [];
  let column = 0;
  for (const { segment, index } of graphemes(line)) {
    const text = segment === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : visible(segment);
    const width = text === segment ? graphemeWidth(segment) : text.length;
    row.push({ start: index, end: index + segment.length, text, width });
    column += width;
  }
  return row;
}

/** Most lines do without Intl.Segmenter: the first use of Intl takes Node 20 eleven milliseconds, a third of its own start. */
function graphemes(line: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (plain.test(line)) return line.split('').map((segment, index) => ({ segment, index }));
  return new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line);
}

/** Columns that all of them take. */
export function widthOf(row: readonly Cell[]): number {
  return row.reduce((sum, { width }) => sum + width, 0);
}

function graphemeWidth(grapheme: string): number {
  if (mark.test(grapheme)) return 0;
  return wide.test(grapheme) && !halfWidth.test(grapheme) ? 2 : 1;
}
