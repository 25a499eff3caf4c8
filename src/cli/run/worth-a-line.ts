import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { backendWords } from '../../diagnostics/words/backends.js';
import { words } from '../../diagnostics/words/index.js';

/**
 * Where a plan or an apply is what was asked for, only warnings are told, each in a line; what a backend does in another way,
 * compile tells.
 */
export const isWorthALine = ({ code }: Diagnostic): boolean =>
  words[code].severity !== 'note' && !Object.hasOwn(backendWords, code);
