import { compilePolicy, lintPolicy } from '../compile.js';
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.js';
import { type ArgsByCode, type Code, words } from '../diagnostics/words/index.js';
import { memoryFiles, type PolicyFiles } from '../parse/files.js';
import { policiesOfOneHost } from './lint-many.js';

/**
 * Codes whose wrong example cannot be run (rights, sizes, encodings, an option, a list that is handed over): what they would be said of.
 * Their examples are prose.
 */
const samples: { readonly [C in Code]?: ArgsByCode[C] } = {
  VG102: { path: 'carriers.yaml' },
  VG105: { path: 'policy.yaml', limit: 4_194_304 },
  VG106: { path: 'policy.yaml' },
  VG107: { character: 'U+0007' },
  VG135: { limit: 100_000 },
  VG136: { limit: 100 },
  VG143: { limit: 16 },
  VG145: { limit: 256 },
  VG150: { profile: 'atack', known: ['attack'] },
  VG750: {},
  VG751: {},
  VG752: {},
  VG753: {},
  VG754: { more: 12 },
};

export const isProse = (code: Code): boolean => Object.hasOwn(samples, code);

/** Found only where lint is given several policies: the example is two of them, each below a comment with its name. */
const across: ReadonlySet<Code> = new Set(['VG380', 'VG381']);

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

/** Any day does: no example has a date but those of `until`. */
const today = '2026-06-15';

type Files = Readonly<Record<string, string>>;

/** An example is a policy, a part of one, or several files, each below a comment with its name. */
function filesOf(example: string): readonly Files[] {
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

/** All that lint and compile say of an example, in each of the ways in which it can be read. */
function saidOf(code: Code, example: string): readonly (readonly Diagnostic[])[] {
  const readings = filesOf(example);
  return across.has(code) ? readings.map(saidAcross) : readings.map(saidAlone);
}

function saidAlone(files: Files): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const input = { path: 'policy.yaml', files: withOutside(memoryFiles({ ...others, ...files })), today };
  compilePolicy({ ...input, profile: undefined }, (finding) => found.push(finding));
  return found;
}

function saidAcross({ 'policy.yaml': _, ...files }: Files): readonly Diagnostic[] {
  const linted = Object.keys(files).flatMap((path) => {
    const input = { path, files: memoryFiles(files), profile: undefined, today };
    return lintPolicy(input, () => {}).linted ?? [];
  });
  return policiesOfOneHost(linted);
}

/** Every code that is said of the wrong or of the right example of this one. */
export const codesOfExample = (code: Code, which: 'wrong' | 'right'): ReadonlySet<Code> =>
  new Set(saidOf(code, words[code].example[which]).flatMap((found) => found.map((one) => one.code)));

/** The finding that the wrong example of a code brings, as its user meets it. */
export function exampleFinding(code: Code): Diagnostic | undefined {
  const said = saidOf(code, words[code].example.wrong).flat();
  return (sampleOf(code) as Diagnostic | undefined) ?? said.find((one) => one.code === code);
}

function sampleOf<C extends Code>(code: C): Finding<C> | undefined {
  const args = samples[code];
  return args && { code, args, place: undefined, related: [] };
}
