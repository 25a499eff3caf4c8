import fc from 'fast-check';
import { joinMany } from '../../src/emit/long-lists.js';

const lengths = [0, 1, 2, 4095, 4096, 4097, 8192, 8193];

test.each(lengths)('%d texts', (count) => {
  const texts = Array.from({ length: count }, (_, i) => `text ${i}`);
  expect(joinMany(texts, ',\n')).toEqual({ text: texts.join(',\n'), count });
});

test('joins as an array does', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.string(), (texts, separator) =>
      expect(joinMany(texts, separator).text).toBe(texts.join(separator)),
    ),
  );
});
