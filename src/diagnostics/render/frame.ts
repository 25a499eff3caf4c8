import type { Span } from '../diagnostic.js';
import type { Position } from '../position.js';
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

/** Columns that a line of source may take in a frame. */
const room = 100;
/** Columns kept before a span that stands far to the right. */
const lead = 40;
/** UTF-16 units looked at on each side of a span: fills the room, and a line of 10 MB costs no more than a short one. */
const reach = 4 * room;

/** What is shown of one line, and where its marks go, in columns. */
export interface Excerpt {
  readonly text: string;
  readonly indent: number;
  readonly carets: number;
}

/** The part of the line around `[start, end)`; what is left out shows as `…`. There is always one caret. */
export function excerpt(line: string, start: number, end: number): Excerpt {
  const from = Math.max(0, start - reach);
  const to = Math.min(line.length, start + reach);
  const row = cells(line.slice(from, to));
  const before = row.filter((cell) => from + cell.end <= start);
  const marked = row.filter((cell) => from + cell.end > start && from + cell.start < end);
  const rest = row.slice(before.length);

  const whole = from === 0 && widthOf(before) + Math.min(widthOf(marked), lead) < room;
  const left = whole ? before : lastOf(before, lead - 1);
  const head = `${whole ? '' : '…'}${textOf(left)}`;
  const indent = widthOf(left) + (whole ? 0 : 1);

  const fits = to === line.length && indent + widthOf(rest) <= room;
  const right = fits ? rest : firstOf(rest, room - indent - 1);
  const carets = Math.max(1, Math.min(widthOf(marked), widthOf(right)));
  return { text: `${head}${textOf(right)}${fits ? '' : '…'}`, indent, carets };
}

function textOf(row: readonly Cell[]): string {
  return row.map(({ text }) => text).join('');
}

/** As many cells from the front as fit into the columns. */
function firstOf(row: readonly Cell[], columns: number): readonly Cell[] {
  let used = 0;
  const tooMany = row.findIndex(({ width }) => {
    used += width;
    return used > columns;
  });
  return tooMany === -1 ? row : row.slice(0, tooMany);
}

function lastOf(row: readonly Cell[], columns: number): readonly Cell[] {
  return firstOf(row.toReversed(), columns).toReversed();
}

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
  const lineStart = startOfLine(text, start);
  const line = lineAt(text, lineStart);
  const before = lineStart > 0 ? lineAt(text, startOfLine(text, lineStart - 1)) : '';
  return {
    before: before.trim() === '' ? undefined : { number: number - 1, text: excerpt(before, 0, 0).text },
    number,
    line: excerpt(line, start - lineStart, Math.min(end - lineStart, line.trimEnd().length)),
  };
}

/** Of position 0, `lastIndexOf` would look at the first character, not before it. */
function startOfLine(text: string, position: number): number {
  return position === 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
}

function lineAt(text: string, start: number): string {
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline === -1 ? undefined : newline);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
