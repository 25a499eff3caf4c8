import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib';
import { systemFaultOf } from './reading.js';

/** Pieces of a file, as they come. Each is a piece of memory of its own, which nobody writes to again. */
export type Pieces = AsyncIterable<Buffer>;

export type OpenedCapture =
  | { readonly kind: 'opened'; readonly pieces: Pieces }
  /** `words`: why not. */
  | { readonly kind: 'fault'; readonly words: string };

const PIECE = 2 ** 20;

/** A capture that an operator names. A FIFO may be one: `mkfifo`, and another program writes into it. */
export function openCapture(path: string, shown: string): OpenedCapture {
  try {
    const file = openSync(realpathSync(path), constants.O_RDONLY);
    const stat = fstatSync(file);
    if (stat.isFile() || stat.isFIFO())
      return {
        kind: 'opened',
        pieces: unzipped(createReadStream(path, { fd: file, highWaterMark: PIECE })),
      };
    closeSync(file);
    return { kind: 'fault', words: `${shown} is ${stat.isDirectory() ? 'a folder' : 'not a file'}` };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    return {
      kind: 'fault',
      words: code === 'ENOENT' ? `there is no ${shown}` : `cannot read ${shown} (${code})`,
    };
  }
}

/** The first bytes of a regular file, for whoever wants to know in which order files are to be read. */
export function capturedFirst(path: string, bytes: number): Buffer | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!fstatSync(file).isFile()) return undefined;
      const first = Buffer.alloc(bytes);
      const read = first.subarray(0, readSync(file, first, 0, bytes, 0));
      return isGzip(read)
        ? gunzipSync(read, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: MOST_FIRST })
        : read;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/**
 * The standard input to its end, or until the operator presses Ctrl-C: the same key ends the tcpdump at the other end of the pipe,
 * and what came until then is what he wants to see.
 */
export function standardInputPieces(input: NodeJS.ReadStream = process.stdin): Pieces {
  const stop = () => input.push(null);
  process.once('SIGINT', stop);
  input.once('close', () => process.removeListener('SIGINT', stop));
  return unzipped(input);
}

const GZIP = [0x1f, 0x8b] as const;
const MOST_FIRST = 64 * 2 ** 20;

const isGzip = (bytes: Buffer): boolean => bytes[0] === GZIP[0] && bytes[1] === GZIP[1];

/** Decompressed, where the first two bytes are those of gzip (RFC 1952). */
async function* unzipped(input: Readable): AsyncGenerator<Buffer> {
  const pieces = input[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  while (first.length < GZIP.length) {
    const next = await pieces.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  const all = rest(first, pieces);
  if (isGzip(first)) yield* gunzipped(all);
  else yield* all;
}

async function* rest(first: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) return;
    yield Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
  }
}

/** A file that ends too early, or is damaged, gives what it has: the reader of captures says where it stopped. */
async function* gunzipped(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: PIECE, finishFlush: zlib.Z_SYNC_FLUSH });
  const source = Readable.from(pieces);
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip as unknown as Writable);
  try {
    for await (const piece of gunzip) yield piece as Buffer;
  } catch (error) {
    const { code }: { code?: unknown } = Object(error);
    if (!(typeof code === 'string' && code.startsWith('Z_'))) throw error;
  }
}
