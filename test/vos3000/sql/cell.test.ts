import fc from 'fast-check';
import { sqlText, textInCell } from '../../../src/vos3000/sql/literal.js';
import { verifyScript } from '../../../src/vos3000/sql/verify.js';

test.each([
  ['6', '6'],
  ['', ''],
  ['0x', ''],
  ['0xE7B6B2', '網'],
  ['0xZZ', undefined],
  ['0xABC', undefined],
])('the cell %j', (cell, text) => expect(textInCell(cell)).toBe(text));

test('a text as SQL is printable ASCII, has no quote or backslash inside, and its bytes are those of the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
      const sql = sqlText(text);
      const plain = /^'([^'\\]*)'$/.exec(sql)?.[1];
      const hex = /^CONVERT\(0x([0-9A-F]*) USING utf8\)$/.exec(sql)?.[1];
      expect(sql).toMatch(/^[ -~]*$/);
      expect(plain ?? Buffer.from(hex ?? '-', 'hex').toString('utf8')).toBe(Buffer.from(text).toString());
    }),
  );
});

test('a name that is none of the catalogue can do no harm', () => {
  expect(verifyScript({ names: ["x') OR 1=1 -- "], gateways: true, web: true })).toContain('CONVERT(0x7827');
});
