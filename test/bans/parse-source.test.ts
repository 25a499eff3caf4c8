import fc from 'fast-check';
import { neverBanned, parseSource, sourceText } from '../../src/bans/ban.js';

const shown = (text: string) => {
  const source = parseSource(text);
  return typeof source === 'string' ? source : sourceText(source.address);
};

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['198.51.100.7/32', '198.51.100.7'],
  ['2001:DB8:5:6::77', '2001:db8:5:6::/64'],
  ['2001:db8:5:6::/64', '2001:db8:5:6::/64'],
  ['2001:db8:5:6::/80', '2001:db8:5:6::/64'],
])('%s is the source %s', (text, source) => {
  expect(shown(text)).toBe(source);
});

test.each([
  ['198.51.100.0/24', 'more than one address'],
  ['198.51.100.1-198.51.100.2', 'more than one address'],
  ['2001:db8:5::/48', 'more than one source'],
  ['2001:db8:5:6::1-2001:db8:5:7::1', 'more than one source'],
  ['sip.example.com', 'is not an address'],
  ['', 'is not an address'],
  ['::ffff:198.51.100.7', 'is not an address'],
])('%s is none: %s', (text, why) => {
  expect(shown(text)).toContain(why);
});

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.255', 'loopback'],
  ['::1', 'loopback'],
  ['0.0.0.0', 'no packet'],
  ['224.0.0.1', 'no address of a sender'],
  ['255.255.255.255', 'no address of a sender'],
  ['ff02::1', 'no address of a sender'],
  ['128.0.0.1', undefined],
  ['126.255.255.255', undefined],
  ['223.255.255.255', undefined],
  ['fe80::1', undefined],
  ['2001:db8::1', undefined],
])('whether %s is never banned: %s', (text, why) => {
  const source = parseSource(text);
  if (typeof source === 'string') throw new Error(source);
  const said = neverBanned(source);
  expect(why === undefined ? said : said?.includes(why)).toBe(why === undefined ? undefined : true);
});

test('what is shown of a source is the same source', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const once = shown(text);
      fc.pre(!once.includes(' '));
      expect(shown(once)).toBe(once);
    }),
  );
});
