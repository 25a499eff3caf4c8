import { type Code, words } from './words/index.js';

/** All codes, sorted. */
export const codes: readonly Code[] = (Object.keys(words) as Code[]).toSorted();

/** Whether the text names a code; `VG` must be in capitals. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(words, text);
}
