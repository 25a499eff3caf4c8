import { cidrs } from '../../src/net/cidrs.js';
import type { Sources } from '../../src/policy/policy.js';
import { judged } from '../bad/report.js';
import { memoryFiles } from '../parse/memory-files.js';
import { placeText } from '../parse/parsed.js';
import { valid, validated } from './validated.js';

const texts = ({ set }: Sources) => [...cidrs(set, 'ipv4'), ...cidrs(set, 'ipv6')];

/** Where the entries of a set stand, in the order of reading. */
const placesOf = ({ entries }: Sources) =>
  [...entries.ranges()].map(({ index }) => placeText(entries.placeOf(index)));

test('groups hold groups, lists, addresses and ranges of both families', () => {
  const policy = valid({
    'policy.yaml': `vosguard: 1
addresses:
  inner: ["2001:db8::/48", 192.0.2.4-192.0.2.7]
  listed: { file: lists/a.netset }
  outer: [inner, listed, { file: lists/b.netset }, { address: 192.0.2.9, until: 2027-01-31, reason: a trial }]
trusted: [outer, 198.51.100.7]
blocked: [inner]
`,
    'lists/a.netset': '203.0.113.0/25\n',
    'lists/b.netset': '203.0.113.128/25\n',
  });
  expect(texts(policy.trusted)).toEqual([
    '192.0.2.4/30',
    '192.0.2.9',
    '198.51.100.7',
    '203.0.113.0/24',
    '2001:db8::/48',
  ]);
  expect(texts(policy.blocked)).toEqual(['192.0.2.4/30', '2001:db8::/48']);
  expect(policy.blocked.path).toEqual(['blocked']);
  expect([...policy.groups.keys()]).toEqual(['inner', 'listed', 'outer']);
  expect(policy.dated).toEqual([
    { address: '192.0.2.9', until: '2027-01-31', reason: 'a trial', path: ['addresses', 'outer', 3] },
  ]);
  expect(placesOf(policy.trusted)).toEqual([
    'policy.yaml:3:11',
    'policy.yaml:3:28',
    'lists/a.netset:1:1',
    'lists/b.netset:1:1',
    'policy.yaml:5:63',
    'policy.yaml:6:18',
  ]);
});

test('a group that is reached by two ways counts once', () => {
  const text = 'addresses: { a: [192.0.2.1], b: [a], c: [a] }\ntrusted: [b, c, a]\n';
  expect(texts(valid(text).trusted)).toEqual(['192.0.2.1']);
});

test('a list that two groups name is read once and repeats nothing', () => {
  const files = {
    'policy.yaml': 'vosguard: 1\naddresses: { a: { file: l }, b: { file: l } }\ntrusted: [a, b]\n',
    l: '192.0.2.1\n',
  };
  expect(placesOf(valid(files).trusted)).toEqual(['l:1:1']);
});

test.each([
  ['comments and blanks', '# a\n\n 192.0.2.1 # b\n\t192.0.2.2\t\r\n192.0.2.3#c', ['1', '2', '3']],
  ['no line at all', '', []],
  ['a byte order mark', '\ufeff192.0.2.1\n', ['1']],
  ['only a comment without an end of line', '#', []],
])('a list with %s', (_, text, expected) => {
  const files = { 'policy.yaml': 'vosguard: 1\naddresses: { a: { file: l } }\ntrusted: [a]\n', l: text };
  expect(
    [...valid(files).trusted.entries.ranges()].map(({ range }) => String(Number(range.first) & 255)),
  ).toEqual(expected);
});

test.each([
  ['192.0.2.1\n192.0.2.1\n', ['l:2:1 VG235'], ['l:1:1']],
  ['192.0.2.0/24\n  192.0.2.1\n', ['l:2:3 VG236'], ['l:1:1']],
  ['192.0.2.1\n192.0.2.0/24\n', ['l:1:1 VG236'], ['l:2:1']],
  ['192.0.2.1-192.0.2.5\n192.0.2.3-192.0.2.9\n', ['l:2:1 VG237'], ['l:1:1']],
])('the overlap in %j is a warning with both places', (text, lines, related) => {
  const files = { 'policy.yaml': 'vosguard: 1\naddresses: { a: { file: l } }\ntrusted: [a]\n', l: text };
  const { policy, ...found } = validated(files);
  expect(policy).toBeDefined();
  expect(found.lines).toEqual(lines);
  expect(found.findings.flatMap((finding) => finding.related).map(({ place }) => placeText(place))).toEqual(
    related,
  );
});

test('a list that repeats itself throughout gives twenty warnings and a count', () => {
  const files = {
    'policy.yaml': 'vosguard: 1\naddresses: { a: { file: l } }\ntrusted: [a]\nblocked: [a]\n',
    l: '192.0.2.1\n'.repeat(1000),
  };
  const { lines, findings } = validated(files);
  expect(lines.filter((line) => line.endsWith('VG235'))).toHaveLength(20);
  expect(findings.filter(({ code }) => code === 'VG238').map(({ args }) => args)).toEqual([{ more: 979 }]);
});

test('a list that is no list gives twenty findings and a count, and nothing of it but the tokens', () => {
  const secret = 'root:$6$salt$hash:19000:0:99999:7:::';
  const files = {
    'policy.yaml': 'vosguard: 1\naddresses: { a: { file: l } }\n',
    l: `192.0.2.1 ${secret} more of it\n`.repeat(50),
  };
  const { policy, findings } = validated(files);
  expect(policy).toBeUndefined();
  expect(findings.filter(({ code }) => code === 'VG220').map(({ args }) => args)).toEqual(
    Array.from({ length: 20 }, () => ({ kind: 'not-an-address', text: secret, listed: true })),
  );
  expect(findings.filter(({ code }) => code === 'VG231').map(({ args }) => args)).toEqual([{ more: 30 }]);
  expect(JSON.stringify(findings.map(({ place }) => place))).not.toContain('more of it');
});

test('of a list outside the folder nothing is said but the number of the line', () => {
  const secret = 'root:$6$salt$hash';
  const { read } = memoryFiles({
    'policy.yaml': 'vosguard: 1\naddresses: { a: { file: /etc/shadow } }\n',
    '/etc/shadow': `192.0.2.1\n${secret}\n`,
  });
  const found = judged('policy.yaml', {
    read: (path, from, limit) => {
      const result = read(path, from, limit);
      return result.kind === 'text' ? { ...result, outside: from !== undefined } : result;
    },
  });
  expect(found.lines).toEqual(['/etc/shadow:2:1 VG232']);
  expect(JSON.stringify(found.findings)).not.toContain('salt');
});

test.each([
  ['missing', 'VG230'],
  ['outside', 'VG230'],
  ['too-large', 'VG230'],
] as const)('a list that is %s is told at its name', (fault, code) => {
  const files = { 'policy.yaml': 'vosguard: 1\naddresses: { a: { file: l } }\n', l: { fault } };
  expect(validated(files).lines).toEqual([`2:25 ${code}`]);
});

test('groups in a long chain and groups by the thousand come to an end', () => {
  const chain = Array.from({ length: 900 }, (_, i) => `  g${i}: [g${i + 1}, 192.0.2.${i % 250}]\n`).join('');
  expect(validated(`addresses:\n${chain}  g900: []\n`).policy).toBeDefined();
  const many = Array.from({ length: 3000 }, (_, i) => `  g${i}: [g${i + 1}]\n`).join('');
  expect(validated(`addresses:\n${many}  g3000: []\n`).lines).toEqual(['3:3 VG205']);
});

test('the digest changes with every byte of a list', () => {
  const digestOf = (list: string) =>
    valid({ 'policy.yaml': 'vosguard: 1\naddresses: { a: { file: l } }\n', l: list }).digest;
  expect(digestOf('192.0.2.1\n')).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf('192.0.2.1\n')).toBe(digestOf('192.0.2.1\n'));
  expect(digestOf('192.0.2.1\n')).not.toBe(digestOf('192.0.2.1 # seen\n'));
});
