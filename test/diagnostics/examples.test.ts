import { compilePolicy } from '../../src/compile.js';
import { codes } from '../../src/diagnostics/explain.js';
import { type Code, words } from '../../src/diagnostics/words/index.js';
import { memoryFiles } from '../parse/memory-files.js';

/**
 * Codes whose examples cannot be run, since they are about a file on a disk, a size or a flag: each with the test
 * that shows it instead.
 */
const shownElsewhere: { readonly [C in Code]?: string } = {};

/** The files that examples speak of. */
const others = {
  'carriers.yaml': 'addresses: { carriers: [203.0.113.10] }\n',
  'office.yaml': 'addresses: { office: [192.0.2.8/29] }\n',
  'lists/blocklist.netset': '203.0.113.66\n',
};

function codesOf(example: string): readonly Code[] {
  const text = /^vosguard:/m.test(example) ? example : `vosguard: 1\n${example}\n`;
  const found: Code[] = [];
  const files = memoryFiles({ ...others, 'policy.yaml': text });
  compilePolicy({ path: 'policy.yaml', files, profile: undefined, today: '2026-06-15' }, ({ code }) => found.push(code));
  return found;
}

test.each(codes.filter((code) => !(code in shownElsewhere)))('the wrong example of %s has it, the right one does not', (code) => {
  const { wrong, right } = words[code].example;
  expect(codesOf(wrong)).toContain(code);
  expect(codesOf(right)).not.toContain(code);
});
