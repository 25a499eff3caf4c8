import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { inputText, systemFaultOf } from './reading.js';

export type Chunks =
  | { readonly kind: 'chunks'; readonly chunks: Iterable<Uint8Array> }
  | { readonly kind: 'fault'; readonly words: string };

const CHUNK = 2 ** 18;

/** The bytes of a regular file that an operator names, piece by piece: it may be larger than the memory. Each piece is good until the next. */
export function readChunks(path: string, shown: string): Chunks {
  try {
    // A FIFO would keep the program waiting for somebody who writes.
    const file = openSync(realpathSync(path), constants.O_RDONLY | constants.O_NONBLOCK);
    if (fstatSync(file).isFile()) return { kind: 'chunks', chunks: chunksOf(file) };
    closeSync(file);
    return { kind: 'fault', words: `${shown} is not a regular file` };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    return {
      kind: 'fault',
      words: code === 'ENOENT' ? `there is no ${shown}` : `cannot read ${shown} (${code})`,
    };
  }
}

function* chunksOf(file: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  try {
    for (;;) {
      const count = readSync(file, buffer, 0, CHUNK, null);
      if (count === 0) return;
      yield buffer.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

export interface CallFiles {
  readonly kind: 'files';
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  /** The text of the file `cdr.column` in the same folder. */
  readonly columns: string | undefined;
}

/** A file of call records, or all `.txt` and `.csv` of a folder in the order of their names, as a switch numbers its hours. */
export function callFiles(
  path: string,
  shown: string,
): CallFiles | { readonly kind: 'fault'; readonly words: string } {
  try {
    if (!statSync(path).isDirectory())
      return { kind: 'files', files: [{ path, shown }], columns: columnsIn(join(path, '..')) };
    const names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(txt|csv)$/i.test(entry.name))
      .map(({ name }) => name)
      .sort();
    if (names.length === 0) return { kind: 'fault', words: `no .txt and no .csv is in ${shown}` };
    const files = names.map((name) => ({ path: join(path, name), shown: join(shown, name) }));
    return { kind: 'files', files, columns: columnsIn(path) };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    return {
      kind: 'fault',
      words: code === 'ENOENT' ? `there is no ${shown}` : `cannot read ${shown} (${code})`,
    };
  }
}

function columnsIn(folder: string): string | undefined {
  const found = inputText(join(folder, 'cdr.column'), 'cdr.column');
  return found.kind === 'text' ? found.text : undefined;
}
