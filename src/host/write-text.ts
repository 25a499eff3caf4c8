import { replaceFile } from './replace-file.js';
import type { SystemFault } from './system-fault.js';

/** `undefined` where it is written. For its owner alone: what is written here tells how a host is protected. */
export const writeText = (path: string, text: string): SystemFault | undefined =>
  replaceFile(path, text, 0o600);
