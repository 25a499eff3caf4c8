import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { FileFault } from '../parse/files.js';

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
