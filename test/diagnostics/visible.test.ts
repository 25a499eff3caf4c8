import fc from 'fast-check';
import { visible, visibleJson } from '../../src/diagnostics/visible.js';

test.each([
  ['plain text, äöü 电话 😀', 'plain text, äöü 电话 😀'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['\x1b[31mred', '\\x1b[31mred'],
  ['\x00\x07\x7f', '\\x00\\x07\\x7f'],
  ['\x85\x9b', '\\x85\\x9b'],
  ['\u202eevil\u2066', '\\u{202e}evil\\u{2066}'],
  ['\u200b\ufeff', '\\u{200b}\\u{feff}'],
  ['\u2028', '\\u{2028}'],
  ['lone \ud800', 'lone \\u{d800}'],
  ['👩\u200d🔧', '👩\u200d🔧'],
])('%j is printed as %j', (text, expected) => {
  expect(visible(text)).toBe(expected);
});

const dangerous = /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

test('nothing that a terminal acts on is left of any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !dangerous.test(visible(text))));
});

test('JSON text stays the same value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = visibleJson(JSON.stringify(text));
      expect(JSON.parse(json)).toBe(text);
      expect(json).not.toMatch(dangerous);
    }),
  );
});
