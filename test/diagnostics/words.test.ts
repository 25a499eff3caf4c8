import { explainCode } from '../../src/cli/run/explain/code.js';
import { codes, isCode } from '../../src/diagnostics/explain.js';
import { topics, words } from '../../src/diagnostics/words/index.js';

test('every code is VG and three digits of a known stage', () => {
  expect(codes.filter((code) => !/^VG[1-7]\d\d$/.test(code))).toEqual([]);
  expect(codes.length).toBeGreaterThan(30);
});

test('no two codes have the same title', () => {
  const titles = codes.map((code) => words[code].title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test.each(codes)('%s has a short title, a reason in sentences and two different examples', (code) => {
  const { title, why, example } = words[code];
  expect(title).toMatch(/^[^.\n]{3,60}$/);
  expect(why).toMatch(/^[^\n]+[.]$/);
  expect(example.wrong.trim()).not.toBe('');
  expect(example.right.trim()).not.toBe(example.wrong.trim());
});

test('every code stands under one topic', () => {
  expect(topics.flatMap((topic) => topic.codes).toSorted()).toEqual(codes);
  expect(new Set(topics.map(({ page }) => page)).size).toBe(topics.length);
});

test('explains a code in full, with what is said and what to write instead', () => {
  expect(explainCode('VG351')).toBe(`VG351 (warning): conntrack maximum without buckets

Wrong:
    vosguard: 1
    conntrack: { max: 1048576, buckets: 16384 }

vosguard says:
    warning VG351: conntrack maximum without buckets
      --> policy.yaml:2:37
      |
    1 | vosguard: 1
    2 | conntrack: { max: 1048576, buckets: 16384 }
      |                                     ^^^^^
      The connection table may hold 1048576 entries in 16384 buckets, that is 64 in each.
      why: A lookup walks through its whole bucket. The fuller the table, the more each lookup costs,
        and a flood fills it.
      instead: Write "buckets: auto", or at least 262144.
      see: the maximum
      --> policy.yaml:2:19
      |
    1 | vosguard: 1
    2 | conntrack: { max: 1048576, buckets: 16384 }
      |                   ^^^^^^^

Right:
    vosguard: 1
    conntrack: { max: 1048576, buckets: auto }
`);
});

test('only exact codes are codes', () => {
  expect(['VG301', 'vg301', 'VG999', '', 'constructor', 'toString'].filter(isCode)).toEqual(['VG301']);
});
