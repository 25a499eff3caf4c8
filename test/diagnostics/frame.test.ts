import { lineAndColumn } from '../../src/diagnostics/position.js';
import { frame } from '../../src/diagnostics/render/frame.js';
import { spanOf } from './span-of.js';

function framed(text: string, wanted: string) {
  const span = spanOf(text, wanted);
  return frame(span, lineAndColumn(span.file, span.start));
}

test('shows the line and the one before it', () => {
  expect(framed('a: 1\nb: 2\nc: 3\n', 'b')).toEqual({
    before: { number: 1, text: 'a: 1' },
    number: 2,
    line: { text: 'b: 2', indent: 0, carets: 1 },
  });
});

test.each([
  ['of the text', 'a: 1\nb: 2\n', 'a', 'a: 1'],
  ['after an empty one', '\na: 1\n', 'a', 'a: 1'],
])('shows the first line %s', (_, text, wanted, line) => {
  expect(framed(text, wanted)).toMatchObject({ before: undefined, line: { text: line } });
});

test.each([
  ['the first line', 'a: 1\nb: 2\n', 'a'],
  ['after a blank line', '\n  \na: 1\n', 'a'],
])('shows no line before %s', (_, text, wanted) => {
  expect(framed(text, wanted).before).toBeUndefined();
});

test('a return at the end of a line is not shown', () => {
  expect(framed('a: 1\r\nb: 2\r\n', '2')).toMatchObject({
    before: { text: 'a: 1' },
    line: { text: 'b: 2', indent: 3, carets: 1 },
  });
});

test('of a span over several lines the first is underlined to its end', () => {
  expect(framed('a:\n  b: 1  \n  c: 2\n', 'b: 1  \n  c: 2')).toMatchObject({
    number: 2,
    line: { text: '  b: 1  ', indent: 2, carets: 4 },
  });
});

test('a span at the very start of the text', () => {
  expect(framed('\na: 1', '\n')).toMatchObject({ number: 1, line: { text: '', indent: 0, carets: 1 } });
});
