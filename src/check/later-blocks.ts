import { type Check, finding } from './check.js';
import { isWritten, keyAt } from './written.js';

const blocks = ['vos3000'] as const;

/** The user says what this version checks for shape and keeps, and nothing reads yet. */
export const laterBlocks: Check = function* ({ document }) {
  for (const block of blocks) {
    if (isWritten(document, [block])) yield finding('VG393', keyAt(document, [block]), { block });
  }
};
