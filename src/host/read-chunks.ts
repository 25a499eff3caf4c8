import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { systemFaultOf } from './system-fault.js';

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
