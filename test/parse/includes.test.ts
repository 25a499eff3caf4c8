import { bare, parsed, placeText } from './parsed.js';

type Files = Parameters<typeof parsed>[0];

const chain = (length: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      index === 0 ? 'policy.yaml' : `${index}.yaml`,
      index === length - 1 ? 'x: 1\n' : `include: ${index + 1}.yaml\n`,
    ]),
  );

const mistakes: readonly (readonly [what: string, files: Files, ...findings: string[]])[] = [
  ['a map', 'include: { a: b }\n', 'VG140 policy.yaml:1:10'],
  ['a number and an empty path', 'include: [5, ""]\n', 'VG140 policy.yaml:1:11', 'VG140 policy.yaml:1:14'],
  ['a missing file', 'include: a.yaml\n', 'VG101 policy.yaml:1:10'],
  ['every missing file', 'include:\n  - a\n  - b\n', 'VG101 policy.yaml:2:5', 'VG101 policy.yaml:3:5'],
  ['the policy itself', 'include: ./policy.yaml\n', 'VG141 policy.yaml:1:10'],
  [
    'a circle of three',
    { 'policy.yaml': 'include: a/b\n', 'a/b': 'x: 1\ninclude: [c]\n', 'a/c': 'include: ../policy.yaml' },
    'VG141 a/c:1:10',
  ],
  ['the same file twice', { 'policy.yaml': 'include: [a, ./a]\n', a: 'x: 1\n' }, 'VG142 policy.yaml:1:14'],
  [
    'the same file by two ways',
    { 'policy.yaml': 'include: [a, b]\n', a: 'include: c\n', b: 'include: c\n', c: 'x: 1\n' },
    'VG142 b:1:10',
  ],
  ['a mistake in an included file', { 'policy.yaml': 'include: a\n', a: 'b: @x\n' }, 'VG126 a:1:4'],
  [
    'mistakes in all files',
    { 'policy.yaml': 'include: [a, b]\nc: 1\nc: 2\n', a: 'b: @x\n', b: '- 1\n' },
    'VG130 policy.yaml:3:1',
    'VG126 a:1:4',
    'VG111 b:1:1',
  ],
  ['an empty included file', { 'policy.yaml': 'include: a\n', a: '#\n' }, 'VG110 a:1:1'],
  ['eight files deep is allowed', chain(9)],
  ['nine are not', chain(10), 'VG143 8.yaml:1:10'],
  [
    'the same key in two',
    { 'policy.yaml': 'include: [a, b]\n', a: 's: { x: 1, z: 1 }\n', b: 's: { y: 1, z: 1 }\n' },
    'VG144 b:1:12',
  ],
  [
    'a map in one and a value in the other',
    { 'policy.yaml': 'include: [a, b]\n', a: 's: { x: 1 }\n', b: 's: null\n' },
    'VG144 b:1:1',
  ],
  [
    'the same key in one and under the other',
    { 'policy.yaml': 'include: [a, b]\n', a: 'x: 1\n', b: 'include: c\n', c: 'x: 1\n' },
    'VG144 c:1:1',
  ],
  [
    'the same key in three',
    { 'policy.yaml': 'include: [a, b, c]\n', a: 'x: 1', b: 'x: 1', c: 'x: 1' },
    'VG144 b:1:1',
    'VG144 c:1:1',
  ],
  [
    'the version in all',
    { 'policy.yaml': 'vosguard: 1\ninclude: [a, b]\n', a: 'vosguard: 1', b: 'vosguard: 1' },
  ],
  ['a key that the file sets as well', { 'policy.yaml': 'x: 0\ninclude: [a]\n', a: 'x: 1\n' }],
];

test.each(mistakes)('%s', (_, files, ...expected) => {
  expect(parsed(files).brief).toEqual(expected);
});

test('a circle is named with its way', () => {
  const files = { 'policy.yaml': 'include: a\n', a: 'include: b\n', b: 'include: a\n' };
  expect(parsed(files).findings[0]?.args).toEqual({ chain: ['a', 'b', 'a'] });
});

test('both places of a clash are named', () => {
  const { findings } = parsed({ 'policy.yaml': 'include: [a, b]\n', a: 's:\n  x: 1\n', b: 's: { x: 2 }\n' });
  expect(findings[0]).toMatchObject({ code: 'VG144', args: { path: 's.x' } });
  expect(findings[0]?.related.map(({ place }) => placeText(place))).toEqual(['a:2:3']);
});

test('a policy is not made of any number of files', () => {
  const names = Array.from({ length: 300 }, (_, index) => `f${index}`);
  const parts = Object.fromEntries(names.map((name) => [name, `${name}: 1\n`]));
  const { brief } = parsed({
    ...parts,
    'policy.yaml': `include:\n${names.map((name) => `  - ${name}\n`).join('')}`,
  });
  expect(brief).toEqual(['VG145 policy.yaml:257:5']);
});

test('an include within a map is an ordinary key', () => {
  const { document } = parsed('x: { include: a }\n');
  expect(document && bare(document.written)).toEqual({ x: { include: 'a' } });
});

test.each([
  ['missing', 'VG101'],
  ['unreadable', 'VG102'],
  ['not-regular', 'VG103'],
  ['outside', 'VG104'],
  ['too-large', 'VG105'],
  ['not-text', 'VG106'],
] as const)('an include that is %s, and a policy that is', (fault, code) => {
  expect(parsed({ 'policy.yaml': 'include: a\n', a: { fault } }).brief).toEqual([`${code} policy.yaml:1:10`]);
  expect(parsed({ 'policy.yaml': { fault } }).brief).toEqual([`${code} -`]);
});
