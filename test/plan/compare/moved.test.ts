import fc from 'fast-check';
import { moved } from '../../../src/plan/compare/compare-rules.js';

test.each([
  ['abc', 'abc', ''],
  ['abc', 'bca', 'a'],
  ['abcd', 'dabc', 'd'],
  ['abc', 'xayc', ''],
  ['abcde', 'edcba', 'edcb'],
])('from %s to %s', (live, wanted, expected) => {
  expect(moved([...live], [...wanted]).size).toBe(expected.length);
});

const names = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 10 });

test('what does not move is in order on both sides', () => {
  fc.assert(
    fc.property(names, names, (live, wanted) => {
      const moving = moved(live, wanted);
      const staying = (order: readonly string[], other: readonly string[]) =>
        order.filter((name) => other.includes(name) && !moving.has(name));
      expect(staying(wanted, live)).toEqual(staying(live, wanted));
    }),
  );
});
