import type { Call } from './call.js';
import { delimiterOf, layoutOf, SAMPLE, type Told } from './layout.js';
import { type CallFile, type RowReader, records, rowReader, tidy } from './rows.js';

/** Turns bytes that come in pieces into text. */
export interface Decoder {
  readonly text: (bytes: Uint8Array) => string;
  /** What was left of a character that was cut. */
  readonly end: () => string;
}

/**
 * UTF-8, UTF-16 with its mark (as consoles of Windows write it), or GBK, in which Chinese programs write CSV. What is not UTF-8
 * where the first character beyond ASCII stands is GBK; the two are hardly ever both valid.
 */
function decoder(): Decoder {
  const ascii = new TextDecoder('latin1');
  let chosen: InstanceType<typeof TextDecoder> | undefined;
  let held: Uint8Array = new Uint8Array();
  const decide = (bytes: Uint8Array): string => {
    chosen = new TextDecoder(encodingOf(bytes));
    held = new Uint8Array();
    return chosen.decode(bytes, { stream: true });
  };
  return {
    text: (bytes) => {
      if (chosen !== undefined) return chosen.decode(bytes, { stream: true });
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      // A search in the text is faster than one byte by byte.
      const text = ascii.decode(all);
      const beyond = text.search(/[^\0-\x7f]/);
      if (beyond === -1) {
        held = new Uint8Array();
        return text;
      }
      if (all.length - beyond >= ENOUGH) return decide(all);
      // Copied: whoever reads a file uses the piece again.
      held = all.slice();
      return '';
    },
    end: () => (held.length === 0 ? '' : decide(held)) + (chosen?.decode() ?? ''),
  };
}

/** Bytes from the first beyond ASCII on that tell the encoding. */
const ENOUGH = 64;

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return isUtf8(bytes) ? 'utf-8' : 'gbk';
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
  const rows = sampled(told, onCall);
  for (const piece of pieces) {
    const fault = rows.write(text(piece));
    if (fault !== undefined) return { kind: 'fault', words: fault };
  }
  const fault = rows.write(end()) ?? rows.end();
  return fault === undefined ? rows.result() : { kind: 'fault', words: fault };
}

type Row = readonly [cells: readonly string[], line: number];

/** Keeps the first records until they tell how the file is laid out. */
function sampled(told: Told, onCall: (call: Call) => void) {
  let reader: RowReader | undefined;
  let start = '';
  let delimiter = ',';
  let fault: string | undefined;
  let sample: Row[] | undefined = [];
  let body: ReturnType<typeof records> | undefined;
  const decide = (): void => {
    if (sample === undefined || fault !== undefined) return;
    const layout = layoutOf(
      sample.map(([cells]) => cells.map(tidy)),
      delimiter,
      told,
    );
    if (layout.kind === 'fault') {
      fault = layout.words;
      return;
    }
    body = records(layout, onCall);
    for (const [cells, line] of layout.headed ? sample.slice(1) : sample) body.add(cells, line);
    sample = undefined;
  };
  const onRow = (cells: readonly string[], line: number): void => {
    if (sample === undefined) body?.add(cells, line);
    else if (sample.push([cells, line]) >= SAMPLE) decide();
  };
  const feed = (text: string): string | undefined => {
    if (reader === undefined) {
      start += text;
      const line = /^\ufeff?\s*(\S[^\n]*)\n/.exec(start)?.[1];
      if (line === undefined && start.length < 65_536) return undefined;
      return begin(line ?? start);
    }
    return reader.write(text) ? fault : unclosed(reader);
  };
  const begin = (line: string): string | undefined => {
    delimiter = delimiterOf(line);
    reader = rowReader(delimiter, onRow);
    return reader.write(start.replace(/^\ufeff/, '')) ? fault : unclosed(reader);
  };
  return {
    write: feed,
    end: (): string | undefined => {
      if (start.trim() === '') return 'it is empty';
      const early = reader === undefined ? begin(start.trim().split('\n')[0] ?? '') : undefined;
      if (early !== undefined) return early;
      if (reader?.end() === false) return unclosed(reader);
      decide();
      return fault;
    },
    result: (): CallFileReading =>
      body === undefined ? { kind: 'fault', words: 'it is empty' } : { kind: 'calls', ...body.result() },
  };
}

const unclosed = (reader: RowReader): string =>
  `it is no CSV: line ${reader.line()} has a quote that is never closed, or is longer than 65536 characters`;
