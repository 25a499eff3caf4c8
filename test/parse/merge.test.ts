import fc from 'fast-check';
import { merge, mergeAll, withoutNulls } from '../../src/parse/merge.js';
import { plainMap } from '../../src/parse/tree.js';
import type { Plain } from '../../src/policy/defaults.js';
import { bare } from './parsed.js';

type PlainMap = { readonly [key: string]: Plain };

const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }));
const keys = fc.constantFrom('a', 'b', '__proto__');

/** Maps under upper-case keys and leaves under lower-case ones, so that no layer puts a map over a leaf. */
const regularOf = (depth: number): fc.Arbitrary<PlainMap> => {
  const maps = depth === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom('A', 'B'), regularOf(depth - 1));
  return fc.tuple(fc.dictionary(keys, leaf), maps).map(([leaves, inner]) => ({ ...leaves, ...inner }));
};
const regular = regularOf(2);

/** Anything anywhere, nulls too. */
const wild: fc.Arbitrary<PlainMap> = fc.dictionary(
  keys,
  fc.letrec<{ any: Plain }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.constant(null),
      fc.dictionary(keys, tie('any')),
      fc.array(tie('any')),
    ),
  })).any,
);

const lay = (base: PlainMap, over: PlainMap) => merge(plainMap(base), plainMap(over));

/** JSON Merge Patch as RFC 7396 section 2 writes it down. */
function patched(target: Plain, patch: Plain): Plain {
  if (!isMap(patch)) return patch;
  const result = new Map(isMap(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, patched(result.get(key) ?? null, value));
  }
  return Object.fromEntries(result);
}

function isMap(plain: Plain): plain is PlainMap {
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain);
}

test('layers may be laid on each other in any grouping where they agree on what is a map', () => {
  fc.assert(
    fc.property(regular, regular, regular, (a, b, c) => {
      const left = merge(lay(a, b), plainMap(c));
      const right = merge(plainMap(a), lay(b, c));
      expect(bare(left)).toEqual(bare(right));
    }),
  );
});

test('an empty layer changes nothing, and neither does the same layer again', () => {
  fc.assert(
    fc.property(wild, (a) => {
      expect(lay(a, {})).toEqual(plainMap(a));
      expect(lay({}, a)).toEqual(plainMap(a));
      expect(lay(a, a)).toEqual(plainMap(a));
    }),
  );
});

test('layers without their nulls are JSON Merge Patch, one layer after the other', () => {
  fc.assert(
    fc.property(wild, wild, wild, (a, b, c) => {
      const merged = withoutNulls(mergeAll([a, b, c].map(plainMap)));
      expect(bare(merged)).toEqual([a, b, c].reduce<Plain>(patched, {}));
    }),
  );
});

const cases: readonly (readonly [what: string, base: PlainMap, over: PlainMap, result: Plain])[] = [
  ['maps merge deeply', { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
  ['a list replaces', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['a scalar replaces a map', { a: { b: 1 } }, { a: 'deny' }, { a: 'deny' }],
  ['a list replaces a map', { a: { b: [1] } }, { a: [2] }, { a: [2] }],
  ['a map replaces a scalar', { a: '5/s burst 10' }, { a: { rate: '5/s' } }, { a: { rate: '5/s' } }],
  ['null removes', { a: { b: 1, c: 2 } }, { a: { b: null } }, { a: { c: 2 } }],
  ['null removes a map', { a: { b: 1 }, c: 1 }, { a: null }, { c: 1 }],
  ['null where nothing is', { c: 1 }, { a: { b: null } }, { a: {}, c: 1 }],
  ['null in a list stays', { a: 1 }, { a: [null, { b: null }] }, { a: [null, { b: null }] }],
];

test.each(cases)('%s', (_, base, over, result) => {
  expect(bare(withoutNulls(lay(base, over)))).toEqual(result);
});
