import type { ListForm } from '../../../policy/list-spec.js';
import type { OnCell } from './cells.js';

type OnLine = (start: number, end: number, line: number) => void;

/** `first TAB last TAB prefix TAB ...`: the block list of DShield. Its line of headings begins with "Start". */
export function dshieldCells(text: string, on: OnCell): OnLine {
  return (start, end, line) => {
    const [first = '', last = ''] = text.slice(start, end).split(/[ \t]+/);
    if (first !== 'Start') on(start, start + first.length, line, `${first}-${last}`);
  };
}

/** `name:first-last`, the text form of PeerGuardian. A name may hold colons. */
export function peerCells(text: string, on: OnCell): OnLine {
  return (start, end, line) => {
    const colon = text.lastIndexOf(':', end - 1);
    on(colon < start ? start : colon + 1, end, line);
  };
}

export function csvCells(text: string, form: Extract<ListForm, { kind: 'csv' }>, on: OnCell): OnLine {
  const { separator, columns, where } = form;
  const wanted = where === undefined ? undefined : new Set(where.is);
  const [first = 1, last] = columns;
  return (start, end, line) => {
    const cells = cellsOf(text.slice(start, end), separator);
    if (where !== undefined && !wanted?.has(cells[where.column - 1]?.text ?? '')) return;
    const cell = cells[first - 1];
    const from = start + (cell?.at ?? 0);
    const meant =
      last === undefined ? (cell?.text ?? '') : `${cell?.text ?? ''}-${cells[last - 1]?.text ?? ''}`;
    on(from, from + (cell?.text.length ?? 0), line, meant);
  };
}

interface Cell {
  readonly text: string;
  /** Where it begins in the line. */
  readonly at: number;
}

/** RFC 4180, but for line breaks inside quotes, which no address has. */
function cellsOf(line: string, separator: string): readonly Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = line[at] === '"';
    const close = quoted ? line.indexOf('"', at + 1) : -1;
    const next = line.indexOf(separator, close === -1 ? at : close);
    const end = next === -1 ? line.length : next;
    const raw = quoted && close !== -1 ? line.slice(at + 1, close) : line.slice(at, end);
    const begins = raw.length - raw.trimStart().length + (quoted ? 1 : 0);
    cells.push({ text: raw.trim(), at: at + begins });
    at = end + 1;
  }
  return cells;
}
