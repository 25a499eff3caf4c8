import { type Check, finding } from './check.js';
import { isWritten, keyAt } from './written.js';

const path = ['sip', 'known'];

/** The user asks for what this version does not compile: learning who is known. */
export const laterKnown: Check = function* ({ document }) {
  if (isWritten(document, path)) yield finding('VG391', keyAt(document, path), {});
};
