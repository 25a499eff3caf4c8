import { realpathSync } from 'node:fs';
import { readRegular } from './read-regular.js';
import { systemFaultOf } from './system-fault.js';

/** What a UDP datagram over IPv4 can carry (RFC 768, RFC 791). */
const MOST = 65_507;

export type MessageFile =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  /** `words`: why not, without the path. */
  | { readonly kind: 'failed'; readonly words: string };

/** The bytes of one message, as they are. */
export function messageFile(path: string): MessageFile {
  try {
    const read = readRegular(realpathSync(path), MOST);
    if (read === 'too-large')
      return { kind: 'failed', words: `it is longer than a datagram can be, ${MOST} bytes` };
    return typeof read === 'string'
      ? { kind: 'failed', words: 'it is no regular file' }
      : { kind: 'read', bytes: read };
  } catch (error) {
    const { code } = systemFaultOf(error, path);
    return { kind: 'failed', words: code === 'ENOENT' ? 'it is not there' : code };
  }
}
