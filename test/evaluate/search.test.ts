import { folded, Searcher } from '../../src/evaluate/search.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['friendly-scanner', 'User-Agent: FRIENDLY-Scanner/1', true],
  ['friendly-scanner', 'friendly_scanner', false],
  ['\u00e9t\u00e9', 'x \u00c9T\u00c9', true],
  ['\u00f7', '\u00d7', false],
  // lib/ctype.c counts 0xdf among the small letters, and takes 32 from it.
  ['\u00df', '\u00bf', true],
  ['', 'anything', true],
])('%j in %j: %s', (pattern, text, found) => {
  const searcher = new Searcher();
  const [one, other] = [bytes(text), bytes('something else')];
  expect(searcher.has(one, folded(bytes(pattern)))).toBe(found);
  expect(searcher.has(other, folded(bytes(pattern)))).toBe(pattern === '');
  expect(searcher.has(one, folded(bytes(pattern)))).toBe(found);
});
