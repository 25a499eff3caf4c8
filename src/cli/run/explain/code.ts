import { exampleFinding } from '../../../compile/examples.js';
import { findingInFull } from '../../../diagnostics/render/pretty.js';
import { type Code, words } from '../../../diagnostics/words/index.js';

/** What `vosguard explain CODE` prints: a wrong policy, what is said of it, and a right one. */
export function explainCode(code: Code): string {
  const { severity, title, example } = words[code];
  const finding = exampleFinding(code);
  return [
    `${code} (${severity}): ${title}`,
    '',
    'Wrong:',
    indented(example.wrong),
    '',
    ...(finding === undefined ? [] : ['vosguard says:', indented(findingInFull(finding)), '']),
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
