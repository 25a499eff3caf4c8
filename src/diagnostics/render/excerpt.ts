import { type Cell, cells, widthOf } from './cells.js';

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
