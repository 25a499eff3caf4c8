import { visible } from '../../diagnostics/visible.js';
import { type Call, type Clock, owned } from './call.js';
import type { Layout, Places } from './layout.js';
import { readTime } from './times.js';

/** The cells of one record, and the line at which it begins. */
export type OnRow = (cells: readonly string[], line: number) => void;

export interface RowReader {
  /** More of the text, cut anywhere. False: a quote is never closed, and the rest is not read. */
  readonly write: (text: string) => boolean;
  readonly end: () => boolean;
  /** The line at which the last record began. */
  readonly line: () => number;
}

/** A quote that is never closed would swallow the file. */
const LONGEST_RECORD = 65_536;

/**
 * Records of a delimited text (RFC 4180), leniently: a quote within a cell is itself, lines may be short or long, empty ones are
 * passed over. A line without quotes, as most have none, costs one split: `tidy` is for the cells that are read.
 */
export function rowReader(delimiter: string, onRow: OnRow): RowReader {
  let rest = '';
  let line = 0;
  /** Lines of a record whose quote is still open. */
  let open: string | undefined;
  let began = 1;

  const take = (text: string): boolean => {
    line++;
    if (open !== undefined) {
      open += `\n${text}`;
      if (!isClosed(open, delimiter)) return open.length <= LONGEST_RECORD;
      onRow(quotedCells(open, delimiter), began);
      open = undefined;
      return true;
    }
    if (text === '' || text === '\r') return true;
    began = line;
    if (!text.includes('"')) onRow(text.split(delimiter), line);
    else if (isClosed(text, delimiter)) onRow(quotedCells(text, delimiter), line);
    else open = text;
    return open === undefined || open.length <= LONGEST_RECORD;
  };

  return {
    line: () => began,
    write: (text) => {
      let from = 0;
      for (;;) {
        const end = text.indexOf('\n', from);
        if (end === -1) break;
        const whole = rest === '' ? text.slice(from, end) : rest + text.slice(from, end);
        rest = '';
        from = end + 1;
        if (!take(whole)) return false;
      }
      rest += text.slice(from);
      if (rest.length <= LONGEST_RECORD) return true;
      if (open === undefined) began = line + 1;
      return false;
    },
    end: () => (rest === '' || take(rest)) && open === undefined,
  };
}

/**
 * A cell without the blanks around it, and without what spreadsheets take for the sign of a text: `="0044"`, `'0044`, `'0044'`. `\\N` is
 * MySQL's NULL (SELECT ... INTO OUTFILE).
 */
export function tidy(cell: string): string {
  const text = cell.trim();
  if (text === '\\N') return '';
  const [first] = text;
  if (first !== '=' && first !== "'") return text;
  return /^="(.*)"$/.exec(text)?.[1] ?? /^'(.*?)'?$/.exec(text)?.[1] ?? text;
}

/** Cells and whether the last of them is whole: the two sides of one walk. */
function walk(
  record: string,
  delimiter: string,
): { readonly cells: readonly string[]; readonly closed: boolean } {
  const cells: string[] = [];
  let at = 0;
  while (at <= record.length) {
    const start = at + (/^[ \t]*(?=")/.exec(record.slice(at, at + 32))?.[0].length ?? 0);
    if (record[start] !== '"') {
      const end = record.indexOf(delimiter, at);
      cells.push(tidy(record.slice(at, end === -1 ? undefined : end)));
      if (end === -1) return { cells, closed: true };
      at = end + delimiter.length;
      continue;
    }
    const end = closing(record, start + 1, delimiter);
    if (end === undefined) return { cells, closed: false };
    cells.push(tidy(record.slice(start + 1, end).replaceAll('""', '"')));
    const next = record.indexOf(delimiter, end + 1);
    if (next === -1) return { cells, closed: true };
    at = next + delimiter.length;
  }
  return { cells, closed: true };
}

/** Where the cell's last quote is: one before a delimiter or the end. Others in between are text. */
function closing(record: string, from: number, delimiter: string): number | undefined {
  for (let at = record.indexOf('"', from); at !== -1; at = record.indexOf('"', at + 1)) {
    if (record[at + 1] === '"') {
      at++;
      continue;
    }
    const after = record.slice(at + 1).trimStart();
    if (after === '' || record.slice(at + 1).startsWith(delimiter) || after.startsWith(delimiter)) return at;
  }
  return undefined;
}

const isClosed = (record: string, delimiter: string): boolean => walk(record, delimiter).closed;
const quotedCells = (record: string, delimiter: string): readonly string[] => walk(record, delimiter).cells;

export interface CallFile {
  /** Records, the bad ones left out. */
  readonly total: number;
  readonly clock: Clock;
  readonly places: Places;
  /** Of hourly files: where the caller's address was found. */
  readonly sourceField: number | undefined;
  /** What was concluded, and lines that were left out. */
  readonly notes: readonly string[];
}

/** Turns the cells of each record into a call; a record that is no whole one is counted and left out. */
export class Records {
  readonly #layout: Layout;
  readonly #onCall: (call: Call) => void;
  readonly #needed: number;
  #total = 0;
  #bad = 0;
  #firstBad = 0;
  #clock: Clock = 'UTC';
  #timeless = 0;
  #firstTimeless: string | undefined;

  constructor(layout: Layout, onCall: (call: Call) => void) {
    const { source, cause, billingMode, start } = layout.places;
    this.#layout = layout;
    this.#onCall = onCall;
    this.#needed = Math.max(...[source, cause ?? billingMode, start].map((at) => at ?? -1));
  }

  add(cells: readonly string[], line: number): void {
    const { places, width } = this.#layout;
    if (cells.length <= this.#needed || (width !== undefined && cells.length !== width)) {
      this.#bad++;
      if (this.#firstBad === 0) this.#firstBad = line;
      return;
    }
    this.#total++;
    const cell = (place: number | undefined) => (place === undefined ? '' : tidy(cells[place] ?? ''));
    this.#onCall({
      source: cell(places.source),
      caller: cell(places.caller),
      number: cell(places.number),
      gateway: cell(places.gateway),
      cause: cell(places.cause),
      billingMode: cell(places.billingMode),
      start: this.#startIn(cell(places.start)),
      stop: places.stop === undefined ? undefined : this.#timeIn(cell(places.stop)),
      hold: holdIn(cell(places.hold)),
    });
  }

  result(): CallFile {
    const { places, sourceField, note } = this.#layout;
    const [timeless, first, bad] = [this.#timeless, this.#firstTimeless, this.#bad];
    const notes = [
      note,
      first &&
        `times that cannot be read: ${timeless}, the first is ${visible(first)}; such records count for every period. Write 2026-11-25 04:12:10, or milliseconds since 1970`,
      bad > 0 &&
        `records left out, because they have too few or too many fields: ${bad}, the first in line ${this.#firstBad}`,
    ];
    const said = notes.filter((one) => typeof one === 'string');
    return { total: this.#total, clock: this.#clock, places, sourceField, notes: said };
  }

  #timeIn(cell: string): number | undefined {
    const time = readTime(cell);
    if (time?.clock === 'written') this.#clock = 'written';
    return time?.second;
  }

  #startIn(cell: string): number | undefined {
    const start = this.#timeIn(cell);
    if (start === undefined && cell !== '') {
      this.#timeless++;
      this.#firstTimeless ??= owned(cell.slice(0, 40));
    }
    return start;
  }
}

/** Seconds, or `1:02:03` and `02:03` as the client shows them. */
function holdIn(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const parts = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  return hours * 3600 + minutes * 60 + seconds;
}
