import type { Call } from './call.js';
import { BEGINNING, delimiterOf, layoutOf, SAMPLE, type Told } from './layout.js';
import { type CallFile, Records, type RowReader, rowReader, tidy } from './rows.js';

/** Turns bytes that come in pieces into text. */
export interface Decoder {
  readonly text: (bytes: Uint8Array) => string;
  /** What was left of a character that was cut. */
  readonly end: () => string;
}

/**
 * UTF-8, UTF-16 (as consoles of Windows write it, with a mark or without), or GBK, in which Chinese programs write CSV. What is not
 * UTF-8 where the first character beyond ASCII stands is GBK; the two are hardly ever both valid.
 */
function decoder(): Decoder {
  const ascii = new TextDecoder('latin1');
  let chosen: InstanceType<typeof TextDecoder> | undefined;
  let held: Uint8Array = new Uint8Array();
  let isBeginning = true;
  const decide = (bytes: Uint8Array, encoding: string): string => {
    chosen = new TextDecoder(encoding);
    held = new Uint8Array();
    return chosen.decode(bytes, { stream: true });
  };
  const narrow = (all: Uint8Array, isLast: boolean): string => {
    // A search in the text is faster than one byte by byte.
    const text = ascii.decode(all);
    const beyond = text.search(/[^\0-\x7f]/);
    if (beyond === -1) {
      held = new Uint8Array();
      return text;
    }
    if (isLast || all.length - beyond >= ENOUGH) return decide(all, isUtf8(all) ? 'utf-8' : 'gbk');
    // Copied: whoever reads a file uses the piece again.
    held = all.slice();
    return '';
  };
  const read = (bytes: Uint8Array, isLast: boolean): string => {
    if (chosen !== undefined) return chosen.decode(bytes, { stream: true });
    const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    if (isBeginning && all.length < ENOUGH && !isLast) {
      held = all.slice();
      return '';
    }
    const wide = isBeginning ? wideEncodingOf(all.subarray(0, ENOUGH)) : undefined;
    isBeginning = false;
    return wide === undefined ? narrow(all, isLast) : decide(all, wide);
  };
  return {
    text: (bytes) => read(bytes, false),
    end: () => read(new Uint8Array(), true) + (chosen?.decode() ?? ''),
  };
}

/** Bytes of the beginning, and from the first beyond ASCII on, that tell the encoding. */
const ENOUGH = 64;

/** UTF-16 by its mark, or by the zeros beside its digits and delimiters, which all stand on one side. */
function wideEncodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [...bytes.keys()].filter((at) => bytes[at] === 0);
  if (zeros.length < 3) return undefined;
  if (zeros.every((at) => at % 2 === 1)) return 'utf-16le';
  return zeros.every((at) => at % 2 === 0) ? 'utf-16be' : undefined;
}

/** As far as it goes: a character may be cut at the end of a piece. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export type CallFileReading =
  | ({ readonly kind: 'calls' } & CallFile)
  | { readonly kind: 'fault'; readonly words: string };

/**
 * Reads the call records of one file, piece by piece, in memory that does not grow with it. `onCall` gets each record once the layout is known.
 */
export function readCalls(
  pieces: Iterable<Uint8Array>,
  told: Told,
  onCall: (call: Call) => void,
): CallFileReading {
  const { text, end } = decoder();
  const rows = new SampledFile(told, onCall);
  let isFirst = true;
  for (const piece of pieces) {
    const other = isFirst ? otherKind(piece) : undefined;
    if (other !== undefined) return { kind: 'fault', words: other };
    isFirst = false;
    const fault = rows.write(text(piece));
    if (fault !== undefined) return { kind: 'fault', words: fault };
  }
  const fault = rows.write(end()) ?? rows.end();
  return fault === undefined ? rows.result() : { kind: 'fault', words: fault };
}

export const EMPTY = 'it is empty';

type Row = readonly [cells: readonly string[], line: number];

/** Keeps the first records until they tell how the file is laid out. */
class SampledFile {
  readonly #told: Told;
  readonly #onCall: (call: Call) => void;
  #reader: RowReader | undefined;
  #start = '';
  #delimiter = ',';
  #drawn = false;
  #fault: string | undefined;
  #sample: Row[] | undefined = [];
  #body: Records | undefined;

  constructor(told: Told, onCall: (call: Call) => void) {
    this.#told = told;
    this.#onCall = onCall;
  }

  /** In words, why the file cannot be read. */
  write(text: string): string | undefined {
    if (this.#reader !== undefined) return this.#read(this.#reader, text);
    this.#start += text;
    const isShort = this.#start.length < 65_536 && linesOf(this.#start).length <= BEGINNING;
    return isShort ? undefined : this.#begin();
  }

  /** The same, once all has been written. */
  end(): string | undefined {
    if (this.#start.trim() === '') return EMPTY;
    const early = this.#reader === undefined ? this.#begin() : undefined;
    if (early !== undefined) return early;
    if (this.#reader?.end() === false) return unclosed(this.#reader);
    this.#decide();
    return this.#fault;
  }

  result(): CallFileReading {
    if (this.#body === undefined) return { kind: 'fault', words: EMPTY };
    return { kind: 'calls', ...this.#body.result() };
  }

  #read(reader: RowReader, text: string): string | undefined {
    return reader.write(text) ? this.#fault : unclosed(reader);
  }

  #begin(): string | undefined {
    const lines = linesOf(this.#start);
    this.#drawn = /^\+-[-+]*\+\s*$/.test(lines[0] ?? '');
    this.#delimiter = delimiterOf(lines);
    this.#reader = rowReader(this.#delimiter, (cells, line) => this.#onRow(cells, line));
    return this.#read(this.#reader, this.#start.replace(/^\ufeff/, ''));
  }

  #onRow(written: readonly string[], line: number): void {
    const cells = this.#drawn ? drawnCells(written) : written;
    if (cells === undefined || (line === 1 && /^"?sep=.?"?\s*$/.test(cells.join('')))) return;
    if (this.#sample === undefined) this.#body?.add(cells, line);
    else if (this.#sample.push([cells, line]) >= SAMPLE) this.#decide();
  }

  #decide(): void {
    if (this.#sample === undefined || this.#fault !== undefined) return;
    const rows = this.#sample.map(([cells]) => cells.map(tidy));
    const layout = layoutOf(rows, this.#delimiter, this.#told);
    if (layout.kind === 'fault') {
      this.#fault = layout.words;
      return;
    }
    this.#body = new Records(layout, this.#onCall);
    for (const [cells, line] of this.#sample.slice(layout.skipped)) this.#body.add(cells, line);
    this.#sample = undefined;
  }
}

/** What a file is that holds no records to be read, by its first bytes. */
function otherKind(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  if (start.startsWith('PK\x03\x04') || start.startsWith('\xd0\xcf\x11\xe0'))
    return 'it is a workbook or an archive; save the sheet as CSV, or unpack it';
  if (/^(\x1f\x8b|BZh|\xfd7zXZ)/.test(start)) return 'it is compressed; unpack it first';
  return /^(\xef\xbb\xbf)?\s*<[!?a-z]/i.test(start)
    ? 'it is a page in HTML; save the table as CSV'
    : undefined;
}

/** The first lines that say something. The last of them may be cut. */
const linesOf = (text: string): readonly string[] =>
  text
    .replace(/^\ufeff/, '')
    .split('\n', 4 * BEGINNING)
    .filter((line) => line.trim() !== '')
    .slice(0, BEGINNING + 1);

/** A record of a table that the client `mysql` has drawn; `undefined`: its borders, and what is said below. */
const drawnCells = (cells: readonly string[]): readonly string[] | undefined =>
  cells.length > 2 && cells[0]?.trim() === '' ? cells.slice(1, -1) : undefined;

const unclosed = (reader: RowReader): string =>
  `it is no CSV: line ${reader.line()} has a quote that is never closed, or is longer than 65536 characters`;
