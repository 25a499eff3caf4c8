import { lineAndColumn } from '../../src/diagnostics/position.js';

test.each([
  ['abc', 0, 1, 1],
  ['abc', 2, 1, 3],
  ['a\nbc', 2, 2, 1],
  ['a\r\nbc', 4, 2, 2],
  ['a\n\nb', 2, 2, 1],
  ['😀b', 2, 1, 2],
  ['电话b', 2, 1, 3],
  ['abc', 99, 1, 4],
])('in %j offset %i is %i:%i', (text, offset, line, column) => {
  expect(lineAndColumn({ path: 'p', text }, offset)).toEqual({ line, column });
});
