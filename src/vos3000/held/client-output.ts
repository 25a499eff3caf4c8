import { rowKinds } from '../sql/verify.js';
import { type Row, widths } from './held.js';

export interface ClientOutput {
  readonly rows: readonly Row[];
  /** Lines that begin as a row does and are none: cut off, or edited. */
  readonly broken: readonly number[];
  /** What the server refused, as the client prints it: `ERROR 1146 (42S02) ...`. */
  readonly errors: readonly string[];
}

/**
 * Reads what the `mysql` client prints of `vos3000-verify.sql`: batch (a tab between the cells), drawn tables, and vertical
 * (`-E`). Prompts, echoed statements, headings, counts and times between them are passed over: a row is known by its first
 * cell, and cells hold neither tabs, bars nor ends of lines.
 */
export function readClientOutput(text: string): ClientOutput {
  const rows: Row[] = [];
  const broken: number[] = [];
  const errors: string[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (/^ERROR \d+/.test(line)) errors.push(line);
    const { cells, taken } = cellsAt(lines, index);
    const kind = rowKinds.find((one) => one === cells?.[0]);
    if (cells === undefined || kind === undefined) continue;
    // A line without its end may be cut in its last cell: half an address or half a range is worse than none.
    const isCut = index + taken === lines.length && kind !== 'end';
    if (cells.length === widths[kind] + 1 && isCut) break;
    if (cells.length === widths[kind] + 1)
      rows.push({ kind, cells: cells.slice(1).map(orNull), line: index + 1 });
    else broken.push(index + 1);
    index += taken - 1;
  }
  return { rows, broken, errors };
}

interface Taken {
  readonly cells: readonly string[] | undefined;
  readonly taken: number;
}

function cellsAt(lines: readonly string[], index: number): Taken {
  const line = lines[index] ?? '';
  if (/^\| .* \|$/.test(line)) {
    return {
      cells: line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
      taken: 1,
    };
  }
  if (/^\*+ \d+\. row \*+$/.test(line)) return vertical(lines, index + 1);
  return { cells: line.split('\t'), taken: 1 };
}

/** A line for each cell: `   name: value`, or with `-N` the value alone, up to the stars of the next row or anything else. */
function vertical(lines: readonly string[], from: number): Taken {
  const named = /^ *vosguard: /.test(lines[from] ?? '');
  const kind = rowKinds.find((one) => one === lines[from]);
  const end = kind === undefined ? from : from + 1 + widths[kind];
  const cells: string[] = [];
  for (let index = from; named || index < end; index++) {
    const cell = named ? /^ *[a-z]+: ?(.*)$/.exec(lines[index] ?? '')?.[1] : lines[index];
    if (cell === undefined) break;
    cells.push(cell);
  }
  return { cells, taken: 1 + cells.length };
}

const orNull = (cell: string): string | undefined => (cell === 'NULL' ? undefined : cell);
