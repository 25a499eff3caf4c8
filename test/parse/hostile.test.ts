import fc from 'fast-check';
import { maxDepth, maxNodes } from '../../src/parse/bounds.js';
import { policyLimit } from '../../src/parse/files.js';
import { parsed } from './parsed.js';

const bytes = (...values: number[]) => ({ 'policy.yaml': Uint8Array.from(values) });
const megabytes = (unit: string, count: number) => unit.repeat((count * 1024 * 1024) / unit.length);

/** Each level has ten times the values of the one above it. */
const bomb = (levels: number) =>
  Array.from({ length: levels }, (_, level) => {
    const item = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(10).fill(item).join(', ')}]\n`;
  }).join('');

test('aliases that explode are stopped, and only then', () => {
  expect(parsed(bomb(4)).brief).toEqual([]);
  expect(parsed(bomb(12)).brief).toEqual(['VG135 policy.yaml:5:45']);
});

test.each([
  ['brackets', '[', ']'],
  ['braces', '{a: ', '}'],
])('%s within each other', (_, open, close) => {
  const nested = (depth: number) => `a: ${open.repeat(depth)}1${close.repeat(depth)}\n`;
  // The map at the top and the value at the bottom are levels too.
  expect(parsed(nested(maxDepth - 2)).brief).toEqual([]);
  expect(parsed(nested(maxDepth - 1)).brief).toEqual([expect.stringMatching(/^VG136 /)]);
  expect(parsed(nested(100_000)).brief).toEqual([expect.stringMatching(/^VG136 /)]);
});

test('depth counts through aliases', () => {
  const half = '['.repeat(40) + ']'.repeat(40);
  expect(parsed(`a: &a ${half}\nb: ${'['.repeat(40)}*a${']'.repeat(40)}\n`).brief).toEqual([
    'VG136 policy.yaml:2:44',
  ]);
});

test('more values than any policy has', () => {
  expect(parsed(`a: [${'1,'.repeat(maxNodes - 2)}]\n`).brief).toEqual([]);
  expect(parsed(`a: [${'1,'.repeat(maxNodes)}]\n`).brief).toEqual([expect.stringMatching(/^VG135 /)]);
});

test.each([
  ['a line of ten megabytes', `a: ${megabytes('x', 10)}`, 'VG105 -'],
  ['a file just too large', `a: ${' '.repeat(policyLimit - 2)}`, 'VG105 -'],
  ['ten megabytes of brackets', megabytes('[', 10), 'VG105 -'],
  ['three megabytes of brackets', megabytes('[', 3), `VG136 policy.yaml:1:${maxDepth + 2}`],
  ['three megabytes of dashes', megabytes('- ', 3), expect.stringMatching(/^VG136 /)],
  ['three megabytes of keys on a line', megabytes('a: ', 3), expect.stringMatching(/^VG136 /)],
  ['two megabytes of commas', `[${megabytes(',', 2)}`, expect.stringMatching(/^VG135 /)],
  ['three megabytes of quotes', megabytes("'", 3), expect.stringMatching(/^VG111 /)],
  ['three megabytes of words', megabytes('x ', 3), expect.stringMatching(/^VG111 /)],
])('%s', (_, text, expected) => {
  expect(parsed(text).brief).toEqual([expected]);
});

test('no more findings than anybody reads', () => {
  expect(parsed('- @\n'.repeat(1000)).brief).toHaveLength(200);
});

test.each([
  ['NUL bytes', bytes(0x61, 0x3a, 0x20, 0)],
  ['a byte that UTF-8 has not', bytes(0x61, 0x3a, 0x20, 0xff)],
  ['UTF-8 cut off', bytes(0x61, 0x3a, 0x20, 0xe2, 0x82)],
  ['a lone surrogate', bytes(0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80)],
  ['UTF-16', bytes(0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31, 0)],
  ['the start of a program', bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)],
])('%s are not text', (_, files) => {
  expect(parsed(files).brief).toEqual(['VG106 -']);
});

const pieces = [
  ...'[]{}:,-?&*!|>\'"%@`#\\ \t\n\r',
  '\r\n',
  '\n  ',
  ': ',
  '- ',
  'a',
  '1',
  '&a ',
  '*a',
  '---\n',
  '...\n',
  '<<',
  'é',
  '\u{1f600}',
  '\x07',
];

test('whatever is written, it is read or refused with words, and never thrown', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (policy) => {
      const { document, findings } = parsed(policy);
      expect(document !== undefined || findings.length > 0).toBe(true);
      for (const { place } of findings) {
        const inside = place === undefined || !('start' in place) || place.start <= place.file.text.length;
        expect(inside).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
