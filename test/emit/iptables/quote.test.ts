import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { iptablesCanQuote, iptablesQuote, patternOption } from '../../../src/emit/iptables/dialect.js';

/**
 * The words of a line as iptables-restore takes them apart (add_param_to_argv, iptables 1.8.9): blanks separate,
 * double quotes hold together, a backslash inside them takes the next character as it is. A word that begins with one
 * dash and holds a `t` is taken for `-t table`, quoted or not.
 */
function words(line: string): readonly string[] {
  const found: string[] = [];
  let word = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quoted && char === '\\') {
      i++;
      word += line.charAt(i);
    } else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ' ' || char === '\t' || char === '\n')) {
      if (word !== '') found.push(word);
      word = '';
    } else word += char;
  }
  if (quoted) throw new Error('the quotes do not end');
  const all = word === '' ? found : [...found, word];
  if (all.some((text) => /^-[^-].*t|^-t/.test(text) && text !== '--to')) throw new Error('taken for -t');
  return all;
}

const ascii = string({ unit: 'grapheme-ascii', maxLength: 40 });
const nasty = oneof(
  ascii,
  ascii.map((text) => `-${text}`),
  constantFrom('!', '-t', '--table', '"', '\\', ' ', '', 'a"'),
);

test('what is quoted is one word, and the same', () => {
  assert(
    property(nasty, (text) => {
      if (iptablesCanQuote(text))
        expect(words(`--log-prefix ${iptablesQuote(text)} -x`)).toEqual(['--log-prefix', text, '-x']);
      else expect(() => iptablesQuote(text)).toThrow('not legalized');
    }),
  );
});

test('a pattern is always two words that say the same bytes', () => {
  assert(
    property(oneof(nasty, string({ unit: 'binary', minLength: 1 })), (text) => {
      const [option, value = '', ...rest] = words(patternOption(text));
      const bytes = option === '--string' ? Buffer.from(value) : Buffer.from(value.replace(/\|/g, ''), 'hex');
      expect(rest).toEqual([]);
      expect(bytes.equals(Buffer.from(text, 'utf8'))).toBe(true);
    }),
  );
});

test('a parameter is never longer than iptables can print back', () => {
  expect(iptablesCanQuote('a'.repeat(1021))).toBe(true);
  expect(iptablesCanQuote('a'.repeat(1022))).toBe(false);
  expect(iptablesCanQuote('"'.repeat(511))).toBe(false);
});

test.each(['', '-t', '-', '!x', 'a\\b', 'a\nb', '\u001b', 'é'])('%j is not quoted', (text) => {
  expect(iptablesCanQuote(text)).toBe(false);
});
