import fc from 'fast-check';
import { cells, excerpt, widthOf } from '../../src/diagnostics/render/frame.js';

/** The line as shown and, below it, the carets. */
function shown(line: string, wanted: string): readonly string[] {
  const start = line.indexOf(wanted);
  const { text, indent, carets } = excerpt(line, start, start + wanted.length);
  return [text, ' '.repeat(indent) + '^'.repeat(carets)];
}

test.each([
  ['plain', 'ports: [99999]', '99999', ['ports: [99999]', '        ^^^^^']],
  ['wide characters before', '电话: [x]', 'x', ['电话: [x]', '       ^']],
  ['wide characters marked', 'a: 电话', '电话', ['a: 电话', '   ^^^^']],
  ['combining marks', 'e\u0301e\u0301: x', 'x', ['e\u0301e\u0301: x', '    ^']],
  ['half-width katakana', 'ｱｲ: x', 'x', ['ｱｲ: x', '    ^']],
  ['an emoji of several code points', '👩\u200d🔧: x', 'x', ['👩\u200d🔧: x', '    ^']],
  ['tabs', 'a\tb: x', 'x', ['a   b: x', '       ^']],
  ['a control', 'a\x1bb: x', 'x', ['a\\x1bb: x', '        ^']],
  ['a bidirectional override', '\u202ea: x', 'x', ['\\u{202e}a: x', '           ^']],
])('%s', (_, line, wanted, expected) => {
  expect(shown(line, wanted)).toEqual(expected);
});

test('an empty span and one at the end of the line still have a caret', () => {
  expect(excerpt('abc', 1, 1)).toEqual({ text: 'abc', indent: 1, carets: 1 });
  expect(excerpt('abc', 3, 3)).toEqual({ text: 'abc', indent: 3, carets: 1 });
  expect(excerpt('', 0, 0)).toEqual({ text: '', indent: 0, carets: 1 });
});

test('a long line is cut around the span', () => {
  const [text, carets] = shown(`${'a'.repeat(300)}HERE${'b'.repeat(300)}`, 'HERE');
  expect(text).toBe(`…${'a'.repeat(39)}HERE${'b'.repeat(55)}…`);
  expect(carets).toBe(`${' '.repeat(40)}^^^^`);
});

test('a line is cut on the right alone where the span stands early', () => {
  const [text, carets] = shown(`HERE${'b'.repeat(300)}`, 'HERE');
  expect(text).toBe(`HERE${'b'.repeat(95)}…`);
  expect(carets).toBe('^^^^');
});

test('a span longer than the room is cut, and its carets with it', () => {
  const { text, carets } = excerpt('x'.repeat(10_000_000), 0, 10_000_000);
  expect(text).toBe(`${'x'.repeat(99)}…`);
  expect(carets).toBe(99);
});

test('no line takes more than 100 columns, and the carets stand below it', () => {
  const unit = fc.constantFrom('a', ' ', '\t', '电', 'e\u0301', '\u0301', '😀', '\x1b', '\u202e');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 400 }), fc.nat(), fc.nat({ max: 50 }), (line, at, length) => {
      const start = at % (line.length + 1);
      const { text, indent, carets } = excerpt(line, start, Math.min(line.length, start + length));
      expect(widthOf(cells(text))).toBeLessThanOrEqual(100);
      expect(indent + carets).toBeLessThanOrEqual(101);
    }),
  );
});
