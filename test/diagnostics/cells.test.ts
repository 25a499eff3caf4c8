import fc from 'fast-check';
import { cells } from '../../src/diagnostics/render/frame.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ascii = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
const line = fc
  .array(fc.oneof(ascii, fc.constantFrom('\t', 'é', 'e\u0301', '漢', '👩‍👩‍👧', '\u0301', '\u0000', '\r')))
  .map((parts) => parts.join(''));

test('every line is cut into the graphemes of Intl.Segmenter, which ASCII does without', () => {
  fc.assert(
    fc.property(fc.oneof(ascii, line), (text) => {
      const segments = [...segmenter.segment(text)].map(({ segment, index }) => [
        index,
        index + segment.length,
      ]);
      expect(cells(text).map(({ start, end }) => [start, end])).toEqual(segments);
    }),
  );
});
