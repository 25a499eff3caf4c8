import type { Call } from './call.js';
import { decoder } from './decode.js';
import { delimiterOf, layoutOf, SAMPLE, type Told } from './layout.js';
import { type CallFile, records } from './record-cells.js';
import { type RowReader, rowReader, tidy } from './rows.js';

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
