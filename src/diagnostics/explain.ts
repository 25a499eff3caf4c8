import { wrap } from './render/text.js';
import type { Entry } from './words/entry.js';
import { type Code, words } from './words/index.js';

/** All codes, sorted. */
export const codes: readonly Code[] = (Object.keys(words) as Code[]).toSorted();

/** Whether the text names a code; `VG` must be in capitals. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(words, text);
}

/** What `vosguard explain CODE` prints: the meaning of a code, why it matters, and a wrong and a right policy. */
export function explainCode(code: Code): string {
  const {
    severity,
    title,
    why,
    example,
  }: Pick<Entry<never>, 'severity' | 'title' | 'why' | 'example'> = words[code];
  return [
    `${code} (${severity}): ${title}`,
    '',
    wrap(why, '', ''),
    '',
    'Wrong:',
    indented(example.wrong),
    '',
    'Right:',
    indented(example.right),
    '',
  ].join('\n');
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}
