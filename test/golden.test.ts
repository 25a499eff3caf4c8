import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePolicy } from '../src/compile.js';
import { words } from '../src/diagnostics/words/index.js';
import { installer } from '../src/emit/install/generated/installer.js';
import { policyFiles } from '../src/host/policy-files.js';
import { today } from './lint-text.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const examples = readdirSync(join(root, 'examples'))
  .filter((name) => existsSync(join(root, 'examples', name, 'policy.yaml')))
  .sort();
const cases = [
  ...examples.map((name) => ({ golden: name, name, profile: undefined })),
  { golden: 'call-centre.floating', name: 'call-centre', profile: 'floating' },
  { golden: 'softswitch.attack', name: 'softswitch', profile: 'attack' },
];

function compileExample(name: string, profile: string | undefined): ReadonlyMap<string, string> {
  const path = join(root, 'examples', name, 'policy.yaml');
  const files = policyFiles({ root: dirname(path), allowOutside: false });
  const compiled = compilePolicy({ path, files, profile, today }, (finding) => {
    if (words[finding.code].severity === 'error') throw new Error(`${name}: ${finding.code}`);
  });
  if (compiled === undefined) throw new Error(`${name} did not compile`);
  return new Map([...compiled.artifacts].map(([file, text]) => [file, withoutInstaller(file, text)]));
}

/** The installer's text is the same for every policy, and is compared once, below; its sum changes with it. */
function withoutInstaller(file: string, text: string): string {
  if (file === 'install.sh' && text.endsWith(installer)) return text.slice(0, -installer.length);
  const sum = /("install\.sh": \{\s+"sha256": ")[0-9a-f]{64}(",\s+"bytes": )\d+/;
  return file === 'manifest.json' ? text.replace(sum, '$1(with the text of the installer)$20') : text;
}

/** These are kept as they are, to be read in a diff; of the others the sums are kept, which say as surely that nothing has changed. */
const whole: ReadonlySet<string> = new Set(['retail', 'ipv6-only', 'softswitch']);

function kept(golden: string, artifacts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (whole.has(golden)) return artifacts;
  const sums = [...artifacts]
    .map(([file, text]) => `${createHash('sha256').update(text).digest('hex')}  ${file}\n`)
    .toSorted((a, b) => (a.slice(64) < b.slice(64) ? -1 : 1));
  return new Map([['SHA256SUMS', sums.join('')]]);
}

/** `UPDATE_GOLDEN=1 npm test -- test/golden.test.ts` writes what is compared here; the diff is then to be read. */
function expected(folder: string, artifacts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (process.env.UPDATE_GOLDEN !== undefined) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of artifacts) writeFileSync(join(folder, file), text);
  }
  return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

describe.each(cases)('$golden', ({ golden, name, profile }) => {
  const compiled = compileExample(name, profile);
  const artifacts = kept(golden, compiled);
  const folder = join(root, 'test', 'golden', golden);
  const wanted = expected(folder, artifacts);

  test('writes these files and no others', () => {
    expect([...artifacts.keys()].sort()).toEqual([...wanted.keys()].sort());
  });

  test.each([...artifacts.keys()])('%s is the same byte for byte', (file) => {
    expect(artifacts.get(file)).toBe(wanted.get(file));
  });

  test('compiles to the same bytes a second time', () => {
    expect(compileExample(name, profile)).toEqual(compiled);
  });
});

test('the installer is made of the parts in `installer/`, in their order', () => {
  const parts = readdirSync(join(root, 'installer')).sort();
  const text = parts.map(
    (part) => `\n# ---- ${part}\n\n${readFileSync(join(root, 'installer', part), 'utf8')}`,
  );
  expect(installer).toBe(text.join(''));
});

test('every golden folder has its example', () => {
  expect(readdirSync(join(root, 'test', 'golden')).sort()).toEqual(cases.map(({ golden }) => golden).sort());
});

describe('copies of what the project shares', () => {
  const shared = join(root, '..', 'shared');
  const copies = [
    ['policy-example.yaml', 'examples/softswitch/policy.yaml'],
    ['lists/blocklist.netset', 'examples/softswitch/lists/blocklist.netset'],
    ['baselines/published-complete.rules', 'test/baselines/published-complete.rules'],
    ['baselines/published-hashlimit.rules', 'test/baselines/published-hashlimit.rules'],
  ] as const;

  test.each(copies)('%s is %s', (original, copy) => {
    const text = readFileSync(join(root, copy), 'utf8');
    expect(text).not.toBe('');
    if (existsSync(shared)) expect(text).toBe(readFileSync(join(shared, original), 'utf8'));
  });
});
