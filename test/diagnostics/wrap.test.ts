import fc from 'fast-check';
import { wrap } from '../../src/diagnostics/render/text.js';

test.each([
  ['a b', 'a b'],
  ['', ''],
  [`${'a'.repeat(99)} b`, `${'a'.repeat(99)}\n  b`],
  [`${'a'.repeat(98)} b`, `${'a'.repeat(98)} b`],
  [`a ${'b'.repeat(120)} c`, `a\n  ${'b'.repeat(120)}\n  c`],
])('%j', (text, expected) => {
  expect(wrap(text, '', '  ')).toBe(expected);
});

test('only spaces are changed', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/)), (words) => {
      const lines = wrap(words.join(' '), '', '').split('\n');
      expect(lines.join(' ')).toBe(words.join(' '));
      expect(lines.every((line) => line.length <= 100)).toBe(true);
    }),
  );
});
