import { assert, property, string } from 'fast-check';
import { nftCanQuote, nftQuote } from '../../../src/emit/nftables/spelling.js';

/** nft's scanner: a string ends at the next double quote, and nothing escapes one; the parser then expands `$`. */
function read(source: string): string {
  const found = /^"([^"\n]*)"$/.exec(source);
  if (!found || found[1]?.includes('$')) throw new Error('not one plain string');
  return found[1] ?? '';
}

test('what is quoted is read back as it was', () => {
  assert(
    property(string({ unit: 'grapheme-ascii', maxLength: 40 }), (text) => {
      if (nftCanQuote(text)) expect(read(nftQuote(text))).toBe(text);
      else expect(() => nftQuote(text)).toThrow('not legalized');
    }),
  );
});

test('nothing but printable ASCII is quoted', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      expect(nftCanQuote(text)).toBe(/^[ -~]+$/.test(text) && !text.includes('"') && !text.includes('$'));
    }),
  );
});

test.each(['vosguard ', "it's", 'a\\b', '\\', '100%s', 'a;b', '{ drop }', '#', '@set', '-t'])(
  '%j can be said',
  (text) => {
    expect(nftCanQuote(text)).toBe(true);
  },
);

test.each(['', '"', 'a" drop #', '$x', 'a\nb', 'a\tb', '\u001b[2J', 'é', '\u007f'])('%j cannot', (text) => {
  expect(nftCanQuote(text)).toBe(false);
});
