import fc from 'fast-check';
import { addressText } from '../../src/net/address.js';
import { addressSet, contains } from '../../src/net/address-set.js';
import { countSources, sourcesOf } from '../../src/net/sources-of.js';
import { addresses } from '../emit/samples.js';
import { wideRange } from './arbitraries.js';

const texts = (entries: readonly string[], wanted?: number) =>
  [...sourcesOf(addresses(...entries), wanted)].map(addressText);

test.each([
  [['192.0.2.254-192.0.3.1'], undefined, ['192.0.2.254', '192.0.2.255', '192.0.3.0', '192.0.3.1']],
  [['192.0.2.0/24'], 4, ['192.0.2.0', '192.0.2.64', '192.0.2.128', '192.0.2.192']],
  [['10.0.0.0/8'], 2, ['10.0.0.0', '10.128.0.0']],
  [['192.0.2.1', '198.51.100.1'], 5, ['192.0.2.1', '198.51.100.1']],
  [['2001:db8::/62'], undefined, ['2001:db8::', '2001:db8:0:1::', '2001:db8:0:2::', '2001:db8:0:3::']],
  [['2001:db8::7', '2001:db8::9'], undefined, ['2001:db8::7']],
  [['2001:db8::7', '2001:db8::9-2001:db8:0:1::'], undefined, ['2001:db8::7', '2001:db8:0:1::']],
  [['192.0.2.1', '2001:db8::/32'], 2, ['192.0.2.1', '2001:db8:7fff:ffff::']],
  [[], 3, []],
])('%j, %j of them', (entries, wanted, sources) => {
  expect(texts(entries, wanted)).toEqual(sources);
});

test('as many as there are or are asked for, all different and all in the set', () => {
  fc.assert(
    fc.property(fc.array(wideRange, { maxLength: 6 }), fc.integer({ min: 1, max: 300 }), (ranges, wanted) => {
      const set = addressSet(ranges);
      const sources = [...sourcesOf(set, wanted)];
      const there = countSources(set);
      expect(sources).toHaveLength(there < BigInt(wanted) ? Number(there) : wanted);
      const keys = sources.map(({ family, value }) => (family === 'ipv4' ? value : value >> 64n));
      expect(new Set(keys).size).toBe(keys.length);
      expect(sources.filter((source) => !contains(set, source))).toEqual([]);
    }),
  );
});
