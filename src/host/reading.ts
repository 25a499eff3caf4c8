import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import type { FileFault } from '../parse/files.js';

/** Why the operating system would not do a thing: the name of the errno, such as `EACCES`, and where. */
export interface SystemFault {
  readonly code: string;
  readonly path: string;
}

/**
 * What an error of `node:fs` says: about where a rename led to, else about `path`. Any other error is a
 * mistake of ours and goes on. Not by instanceof: below jest, Node's own errors are not of the test's Error.
 */
export function systemFaultOf(error: unknown, path: string): SystemFault {
  const { errno, code, dest }: { errno?: unknown; code?: unknown; dest?: unknown } = Object(error);
  if (errno === undefined) throw error;
  return { code: String(code), path: dest === undefined ? path : String(dest) };
}

/**
 * The content of a regular file of at most `limit` bytes. Anything else is not opened: opening a pipe waits
 * for a writer, and opening a device can do something (a watchdog starts, a tape rewinds). Between the two
 * looks the file may be exchanged, so it is opened without waiting, without following a link, and looked at again.
 * System errors are thrown.
 */
export function readRegular(path: string, limit: number): Uint8Array | FileFault {
  if (!statSync(path).isFile()) return 'not-regular';
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY, O_NOFOLLOW } = constants;
  const descriptor = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return 'not-regular';
    return stat.size > limit ? 'too-large' : readAll(descriptor, stat.size, limit);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * A file may grow while it is read, and those of /proc say that they are empty: the limit holds for them too. Those of
 * /proc/sys give what they have to the first read alone, however short that is.
 */
function readAll(descriptor: number, size: number, limit: number): Uint8Array | FileFault {
  const chunks: Buffer[] = [];
  let total = 0;
  for (let room = size === 0 ? 65536 : size + 1; ; room = 65536) {
    const chunk = Buffer.allocUnsafe(room);
    const count = readSync(descriptor, chunk);
    if (count === 0) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, total);
    total += count;
    if (total > limit) return 'too-large';
    chunks.push(chunk.subarray(0, count));
  }
}

export type ExistingText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly words: string };

/** The text of a file that may be missing. A link is refused: what is written in its place would not be where it leads to. */
export function existingText(path: string, limit: number): ExistingText {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'none' };
    if (!found.isFile()) return { kind: 'fault', words: 'it is not a regular file' };
    const bytes = readRegular(path, limit);
    if (typeof bytes === 'string') return { kind: 'fault', words: `it has more than ${limit} bytes` };
    return { kind: 'text', text: new TextDecoder().decode(bytes) };
  } catch (error) {
    return { kind: 'fault', words: systemFaultOf(error, path).code };
  }
}

export type InputText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fault'; readonly words: string };

const mebibyte = 2 ** 20;
const LARGEST_INPUT = 256 * mebibyte;

/** The text of a file that an operator names. UTF-8, or UTF-16 as consoles of Windows write it (with a byte order mark). */
export function inputText(path: string, shown: string): InputText {
  try {
    const bytes = readRegular(realpathSync(path), LARGEST_INPUT);
    if (bytes === 'not-regular') return { kind: 'fault', words: `${shown} is not a regular file` };
    if (typeof bytes === 'string')
      return { kind: 'fault', words: `${shown} has more than ${LARGEST_INPUT / mebibyte} MiB` };
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return { kind: 'text', text: new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes) };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    const why = code === 'ENOENT' ? `there is no ${shown}` : `cannot read ${shown} (${code})`;
    return { kind: 'fault', words: why };
  }
}

/** What a UDP datagram over IPv4 can carry (RFC 768, RFC 791). */
const LONGEST_DATAGRAM = 65_507;

export type MessageFile =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  /** `words`: why not, without the path. */
  | { readonly kind: 'failed'; readonly words: string };

/** The bytes of one message, as they are. */
export function messageFile(path: string): MessageFile {
  try {
    const read = readRegular(realpathSync(path), LONGEST_DATAGRAM);
    if (read === 'too-large')
      return { kind: 'failed', words: `it is longer than a datagram can be, ${LONGEST_DATAGRAM} bytes` };
    return typeof read === 'string'
      ? { kind: 'failed', words: 'it is no regular file' }
      : { kind: 'read', bytes: read };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    return { kind: 'failed', words: code === 'ENOENT' ? 'it is not there' : code };
  }
}

export type PrivateText =
  | { readonly kind: 'text'; readonly text: string }
  /** Others than its owner may read or write it; the mode, as `644`. */
  | { readonly kind: 'open to others'; readonly mode: string }
  /** Neither ours nor root's. */
  | { readonly kind: 'of somebody else' }
  | { readonly kind: 'no file' | 'too large' }
  | { readonly kind: 'fault'; readonly fault: SystemFault };

const MOST_BYTES = 2 ** 20;

/** The content of a file that keeps a secret: a regular file, of ours or root's, that nobody else may open. */
export function readPrivateText(path: string, user = process.getuid?.()): PrivateText {
  try {
    // A pipe would wait for a writer.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      const stat = fstatSync(file);
      const { mode, uid, size } = stat;
      if (!stat.isFile()) return { kind: 'no file' };
      if (uid !== 0 && user !== undefined && uid !== user) return { kind: 'of somebody else' };
      if ((mode & 0o077) !== 0) return { kind: 'open to others', mode: (mode & 0o777).toString(8) };
      if (size > MOST_BYTES) return { kind: 'too large' };
      return { kind: 'text', text: readFileSync(file, 'utf8') };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { kind: 'fault', fault: systemFaultOf(error, path) };
  }
}

/** All of the standard input; `undefined` where it is longer than so many bytes, of which no more is then read. */
export async function readStdin(limit: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    length += bytes.byteLength;
    if (length > limit) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
