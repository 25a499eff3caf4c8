import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policiesOfOneHost } from '../../src/check/across.js';
import { lintPolicy } from '../../src/compile/lint-policy.js';
import { compilePolicy } from '../../src/compile.js';
import { codes } from '../../src/diagnostics/explain.js';
import { type Code, words } from '../../src/diagnostics/words/index.js';
import type { PolicyFiles } from '../../src/parse/files.js';
import { memoryFiles } from '../parse/memory-files.js';

/** Codes whose examples cannot be run: they are about rights, sizes, encodings or a flag, and say so in prose. */
const prose: readonly Code[] = [
  'VG102', // a file's rights
  'VG105', // a size
  'VG106', // an encoding
  'VG107', // a character that cannot be shown
  'VG135', // an alias bomb
  'VG136', // nesting
  'VG143', // nesting of includes
  'VG145', // hundreds of includes
  'VG150', // --profile
  'VG750', // lists of --known
  'VG751',
  'VG752',
  'VG753',
  'VG754',
];

/** The files that examples speak of without showing them. */
const others = {
  'a.yaml': 'name: a\n',
  'carriers.yaml': 'addresses: { carriers: [203.0.113.10] }\n',
  'conf.d': { fault: 'not-regular' },
  'conf.d/carriers.yaml': 'addresses: { carriers: [203.0.113.10] }\n',
  'conf.d/office.yaml': 'addresses: { office: [192.0.2.8/29] }\n',
  '/srv/feeds/carriers.yaml': { fault: 'outside' },
  'lists/blocklist.netset': '203.0.113.66\n',
  'lists/one-on-a-line.netset': '203.0.113.66\n203.0.113.67\n',
  'lists/two-on-a-line.netset': '203.0.113.66 203.0.113.67\n',
  'vosguard-lists.lock': JSON.stringify({
    format: 1,
    lists: {
      feed: {
        origin: 'https://lists.example/feed.txt',
        sha256: 'f8c14ab85d3812d2a5b311f5fc981c4e2690f1b23bee68b59b5c688d3e25397e',
        fetched: '2026-01-01T00:00:00Z',
      },
    },
  }),
  'lists/empty.netset': '# the export has failed\n',
  'lists/everything.netset': '0.0.0.0/0\n',
  'lists/private.netset': '10.0.0.0/8\n203.0.113.66\n',
  'lists/loopback.netset': '127.0.0.0/8\n203.0.113.66\n',
  'lists/one-name.txt': 'sip.example.com\n203.0.113.66\n',
  'lists/names.txt': 'sip.example.com\n'.repeat(50),
  'lists/bans.json': '{"ip":["203.0.113.66"]}',
  'lists/half.json': '{"ip":["203.0.113.66"',
  'lists/page.html': '<p>not a list</p>\n'.repeat(50),
  '/srv/list.netset': '203.0.113.66\n',
  '/srv/list-with-a-host-name.netset': 'sip.example.com\n',
} as const;

/** An example is a policy, a part of one, or several files, each below a comment with its name. */
function filesOf(example: string): readonly Readonly<Record<string, string>>[] {
  const parts = example.split(/^# (\S+\.yaml)\n/m);
  if (parts.length === 1) return [{ 'policy.yaml': example }, { 'policy.yaml': `vosguard: 1\n${example}\n` }];
  const files = Object.fromEntries(
    parts.flatMap((part, index) => (index % 2 === 1 ? [[part, parts[index + 1] ?? '']] : [])),
  );
  const [first = ''] = Object.keys(files);
  return [{ 'policy.yaml': `vosguard: 1\ninclude: ${first}\n`, ...files }];
}

/** As with --allow-outside: what has an absolute path is read, and known to be outside. */
function withOutside(files: PolicyFiles): PolicyFiles {
  return {
    read: (...request) => {
      const result = files.read(...request);
      return result.kind === 'text' && result.path.startsWith('/') ? { ...result, outside: true } : result;
    },
  };
}

/** Found only where lint is given several policies: the example is two of them, each below a comment with its name. */
const across: readonly Code[] = ['VG380', 'VG381'];

function codesAcross(example: string): ReadonlySet<Code> {
  const [{ 'policy.yaml': _, ...files } = {}] = filesOf(example);
  const linted = Object.keys(files).flatMap((path) => {
    const input = { path, files: memoryFiles(files), profile: undefined, today: '2026-06-15' };
    return lintPolicy(input, () => {}).linted ?? [];
  });
  expect(linted).toHaveLength(2);
  return new Set(policiesOfOneHost(linted).map(({ code }) => code));
}

function codesOf(example: string): ReadonlySet<Code> {
  const found = new Set<Code>();
  for (const files of filesOf(example)) {
    const input = {
      path: 'policy.yaml',
      files: withOutside(memoryFiles({ ...others, ...files })),
      profile: undefined,
    };
    compilePolicy({ ...input, today: '2026-06-15' }, ({ code }) => found.add(code));
  }
  return found;
}

test.each(codes.filter((code) => !prose.includes(code)))(
  'the wrong example of %s has it, the right one does not',
  (code) => {
    const { wrong, right } = words[code].example;
    const found = across.includes(code) ? codesAcross : codesOf;
    expect([...found(wrong)]).toContain(code);
    expect([...found(right)]).not.toContain(code);
  },
);

const root = join(import.meta.dirname, '..');
const tests = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.test.ts') && !path.startsWith('diagnostics/'),
);

test.each(prose)('%s, whose example is prose, has a test of its own', (code) => {
  expect(tests.filter((path) => readFileSync(join(root, path), 'utf8').includes(code))).not.toEqual([]);
});
