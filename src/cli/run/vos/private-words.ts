import type { PrivateText } from '../../../host/private-text.js';
import { systemWords } from '../system-words.js';

/** Why a file that keeps a secret, or decides what is written, is not read. */
export function privateWords(found: Exclude<PrivateText, { kind: 'text' }>, file: string): string {
  switch (found.kind) {
    case 'open to others':
      return `${file} may be opened by others than its owner (mode ${found.mode}): chmod 600`;
    case 'of somebody else':
      return `${file} belongs to another user, who could change it`;
    case 'no file':
      return `${file} is not a regular file`;
    case 'too large':
      return `${file} is too large`;
    case 'fault':
      return found.fault.code === 'ENOENT'
        ? `there is no ${file}`
        : `cannot read ${systemWords({ ...found.fault, path: file })}`;
  }
}
