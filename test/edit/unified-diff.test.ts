import fc from 'fast-check';
import { unifiedDiff } from '../../src/edit/unified-diff.js';
import { applied } from './applied.js';

const text = fc
  .array(fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n', '+x\n', '-y\n', '\\ z\n'))
  .chain((lines) => fc.constantFrom('', 'end').map((end) => lines.join('') + end));

test('the patch of any two texts makes the one of the other', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applied(before, unifiedDiff('f', before, after))).toBe(after);
    }),
  );
});

test('three lines around, counted from one, and a last line without an end', () => {
  const before = '1\n2\n3\n4\n5\n6\n7\n8\n9';
  expect(unifiedDiff('dir/my list', before, before.replace('5\n', '5\nnew\n'))).toBe(
    '--- a/dir/my list\t\n+++ b/dir/my list\t\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+new\n 6\n 7\n 8\n',
  );
  expect(unifiedDiff('f', 'a', 'a\nb\n')).toBe(
    '--- a/f\n+++ b/f\n@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n',
  );
  expect(unifiedDiff('f', '', 'a\n')).toBe('--- a/f\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n');
});
