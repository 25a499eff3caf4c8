import fc from 'fast-check';
import { htmlSheet } from '../../../src/emit/vos3000/html.js';
import { markdownSheet } from '../../../src/emit/vos3000/markdown.js';
import type { Block, Piece, Worksheet } from '../../../src/vos3000/worksheet/worksheet.js';

/** A sheet with the texts in every place that a text can have. */
const sheet = (one: Piece, word: string): Worksheet => ({
  title: word,
  sections: [
    { title: undefined, blocks: [{ kind: 'paragraph', text: [one] }] },
    {
      title: word,
      blocks: [
        { kind: 'way', menus: [word, word], after: [one] },
        { kind: 'heading', text: ['a ', one] },
        { kind: 'table', head: [word, 'b'], rows: [[[one], [word]]] },
        { kind: 'list', items: [['a ', one], [word]] },
        { kind: 'steps', items: [[one]] },
        {
          kind: 'ticks',
          items: [
            { done: true, text: [one] },
            { done: false, text: [word] },
          ],
        },
      ],
    },
  ],
});

const pieces = (text: string): readonly Piece[] => [text, { code: text }, { strong: text }];
const anything = fc.string({ unit: 'binary', maxLength: 60 });
const markup = fc.string({ unit: fc.constantFrom(...'`|<>&\\*_[]()#~!$:"\'= \n\t-+.1a'), maxLength: 30 });

/** HTML without its text: tags and the references in it taken away, nothing that could be markup may be left. */
const tags = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];

test('no text makes or changes a tag of the page', () => {
  fc.assert(
    fc.property(fc.oneof(anything, markup), (text) => {
      for (const one of pieces(text)) {
        const expected = tags(
          htmlSheet(sheet(one === text ? 'x' : 'code' in Object(one) ? { code: 'x' } : { strong: 'x' }, 'x')),
        );
        const page = htmlSheet(sheet(one, text));
        expect(tags(page)).toEqual(expected);
        expect(page.replace(/<style>[\s\S]*<\/style>/, '').replace(/&#\d+;|&nbsp;|&gt;/g, '')).not.toMatch(
          /[&"'](?![^<]*>)/,
        );
      }
    }),
  );
});

test('the page asks for nothing from elsewhere and runs nothing', () => {
  const page = htmlSheet(sheet({ link: 'https://example.com/?a=1&b=2' }, 'a'));
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|src=|@import|url\(/);
  expect(page).toContain('<a href="https://example.com/?a=1&#38;b=2">');
});

const cells = (line: string): number => line.replace(/\\./g, '').split('|').length;

test('no text makes a line, a cell or the end of a code span', () => {
  fc.assert(
    fc.property(fc.oneof(anything, markup), (text) => {
      const plain = markdownSheet(sheet({ code: 'x' }, 'x')).split('\n');
      const lines = markdownSheet(sheet({ code: text }, text)).split('\n');
      expect(lines.length).toBe(plain.length);
      for (const [at, line] of lines.entries()) {
        if (plain[at]?.startsWith('| ') === true) expect(cells(line)).toBe(cells(plain[at]));
        expect(line.replace(/`[\p{L}\p{M}\p{N}._,:/%()+ -]*`/gu, '').replace(/\\[\\`]/g, '')).not.toContain(
          '`',
        );
      }
    }),
  );
});

test.each([
  ['SS_A', '`SS_A`'],
  ['180 s', '`180 s`'],
  ['对接-电信1', '`对接-电信1`'],
  ['网|`关`', '<code>网&#124;&#96;关&#96;</code>'],
  ['10.0.0.0/8, ::1', '`10.0.0.0/8, ::1`'],
  ['a`b', '<code>a&#96;b</code>'],
  ['a|b', '<code>a&#124;b</code>'],
  [' a', '<code> a</code>'],
  ['', '<code></code>'],
  ['a\nb', '<code>a&#92;nb</code>'],
  ['\u{1f4a9}', '<code>&#128169;</code>'],
])('the code %j is written %s', (code, expected) => {
  const block: Block = { kind: 'paragraph', text: [{ code }] };
  expect(markdownSheet({ title: 'a', sections: [{ title: undefined, blocks: [block] }] })).toBe(
    `# a\n\n${expected}\n`,
  );
});

test('words keep what could be markup', () => {
  const block: Block = { kind: 'paragraph', text: ['a*b_c <d> [e](f) `g` | & # ~ $ \\'] };
  expect(markdownSheet({ title: 'a', sections: [{ title: undefined, blocks: [block] }] })).toContain(
    'a\\*b\\_c \\<d\\> \\[e\\](f) \\`g\\` \\| \\& \\# \\~ \\$ \\\\',
  );
});
