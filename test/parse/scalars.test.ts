import { nodeAt } from '../../src/parse/document.js';
import { parsed } from './parsed.js';

/** Of `v: TEXT`: the value, the source and whether it was quoted. */
const scalars: readonly (readonly [text: string, value: unknown, source: string, quoted: boolean])[] = [
  ['6.30', 6.3, '6.30', false],
  ['"6.30"', '6.30', '6.30', true],
  ['0x10', 16, '0x10', false],
  ['0o17', 15, '0o17', false],
  ['017', 17, '017', false],
  ['on', 'on', 'on', false],
  ['True', true, 'True', false],
  ['~', null, '~', false],
  ['null', null, 'null', false],
  ['"null"', 'null', 'null', true],
  ['22:30', '22:30', '22:30', false],
  ['14..16', '14..16', '14..16', false],
  ['2027-01-31', '2027-01-31', '2027-01-31', false],
  ['9007199254740991', 9007199254740991, '9007199254740991', false],
  ['9007199254740993', '9007199254740993', '9007199254740993', false],
  ['-9007199254740993', '-9007199254740993', '-9007199254740993', false],
  ['1e400', '1e400', '1e400', false],
  ['.inf', '.inf', '.inf', false],
  ['.nan', '.nan', '.nan', false],
  ["'it''s'", "it's", "it's", true],
  ['"a\\u0007"', 'a\u0007', 'a\u0007', true],
  ['|\n  a\n  b\n', 'a\nb\n', 'a\nb\n', true],
  ['a\n  b # c\n', 'a b', 'a b', false],
];

test.each(scalars)('v: %j', (text, value, source, quoted) => {
  const { document, brief } = parsed(`v: ${text}`);
  expect(brief).toEqual([]);
  expect(document && nodeAt(document.written, ['v'])).toMatchObject({
    kind: 'scalar',
    value,
    source,
    quoted,
  });
});

test('an alias is the value of its anchor, and points there', () => {
  const { document, brief } = parsed('a: &x [1, 2]\nb: &x 3\nc: *x\nd: { e: *x }\n');
  expect(brief).toEqual([]);
  const node = (...path: string[]) => document && nodeAt(document.root, path);
  expect(node('c')).toMatchObject({ value: 3, span: { start: 19 } });
  expect(node('d', 'e')).toBe(node('b'));
});
