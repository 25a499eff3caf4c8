import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { type SystemFault, systemFaultOf } from './system-fault.js';

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
