import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeArtifacts } from '../../src/host/artifacts.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const folder = temporaryFolder();

/** Files and their texts, the manifest as compile writes it. */
function artifacts(texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const hashes = Object.fromEntries(Object.keys(texts).map((name) => [name, { sha256: '0', bytes: 0 }]));
  return new Map([
    ...Object.entries(texts),
    ['manifest.json', JSON.stringify({ format: 1, artifacts: hashes })],
  ]);
}

function contents(path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

test('makes the folder, and the files readable for all whatever the umask', () => {
  const before = process.umask(0o077);
  const path = join(folder(), 'a', 'b');
  try {
    expect(writeArtifacts(path, artifacts({ 'x.rules': 'x\n' }))).toEqual({ kind: 'written', removed: [] });
  } finally {
    process.umask(before);
  }
  expect(contents(path)['x.rules']).toBe('x\n');
  expect(readdirSync(path).sort()).toEqual(['manifest.json', 'x.rules']);
  expect(statSync(join(path, 'x.rules')).mode & 0o777).toBe(0o644);
});

test('replaces what is there by a new file: who has the old one open keeps it whole', () => {
  writeArtifacts(folder(), artifacts({ 'x.rules': 'old' }));
  const before = statSync(join(folder(), 'x.rules')).ino;
  writeArtifacts(folder(), artifacts({ 'x.rules': 'new' }));
  expect(contents(folder())['x.rules']).toBe('new');
  expect(statSync(join(folder(), 'x.rules')).ino).not.toBe(before);
});

test('removes what the former manifest names and nothing else', () => {
  writeArtifacts(folder(), artifacts({ 'x.rules': 'x', 'y.nft': 'y' }));
  writeFileSync(join(folder(), 'mine.txt'), 'mine');
  expect(writeArtifacts(folder(), artifacts({ 'x.rules': 'x' }))).toEqual({
    kind: 'written',
    removed: ['y.nft'],
  });
  expect(readdirSync(folder()).sort()).toEqual(['manifest.json', 'mine.txt', 'x.rules']);
});

test.each([
  ['leads out of the folder', { format: 1, artifacts: { '../outside': { sha256: '0' } } }],
  ['is absolute in part', { format: 1, artifacts: { '/outside': { sha256: '0' }, '.': { sha256: '0' } } }],
  ['is of another program', { artifacts: { inside: { sha256: '0' } } }],
  ['has no hashes', { format: 1, artifacts: { inside: 'x' } }],
  ['is a list', [1]],
  ['is null', null],
])('a manifest that %s removes nothing', (_, manifest) => {
  const path = join(folder(), 'd');
  mkdirSync(path);
  writeFileSync(join(folder(), 'outside'), '');
  writeFileSync(join(path, 'inside'), '');
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest));
  expect(writeArtifacts(path, artifacts({}))).toEqual({ kind: 'written', removed: [] });
  expect(existsSync(join(folder(), 'outside')) && existsSync(join(path, 'inside'))).toBe(true);
});

test('a manifest that is broken removes nothing and is replaced', () => {
  writeFileSync(join(folder(), 'manifest.json'), '{"format": 1, "artifacts"');
  expect(writeArtifacts(folder(), artifacts({}))).toEqual({ kind: 'written', removed: [] });
});

test('a folder in the place of a file: refused, nothing is changed', () => {
  writeArtifacts(folder(), artifacts({ 'x.rules': 'old', 'y.rules': 'old' }));
  rmSync(join(folder(), 'y.rules'));
  mkdirSync(join(folder(), 'y.rules'));
  const fault = { code: 'EISDIR', path: join(folder(), 'y.rules') };
  expect(writeArtifacts(folder(), artifacts({ 'x.rules': 'new', 'y.rules': 'new' }))).toEqual({
    kind: 'failed',
    fault,
    restored: true,
  });
  expect(readFileSync(join(folder(), 'x.rules'), 'utf8')).toBe('old');
  expect(readdirSync(folder()).sort()).toEqual(['manifest.json', 'x.rules', 'y.rules']);
});

/** What stands in the way is made in `parent`; the folder asked for is `parent/out`. */
const obstacles: readonly (readonly [string, (parent: string) => void, string])[] = [
  ['is a file', (parent) => writeFileSync(join(parent, 'out'), ''), 'EEXIST'],
  ['is a dangling link', (parent) => symlinkSync('nowhere/at/all', join(parent, 'out')), 'EEXIST'],
  ['is a link to itself', (parent) => symlinkSync('out', join(parent, 'out')), 'ELOOP'],
  [
    'would be in a file',
    (parent) => [rmSync(parent, { recursive: true }), writeFileSync(parent, '')],
    'ENOTDIR',
  ],
];

test.each(obstacles)('a folder that %s is refused', (_, prepare, code) => {
  const parent = join(folder(), 'parent');
  mkdirSync(parent);
  prepare(parent);
  const result = writeArtifacts(join(parent, 'out'), artifacts({ 'x.rules': 'x' }));
  expect(result).toMatchObject({ kind: 'failed', fault: { code }, restored: true });
});

test('a folder below /proc, where nobody can make one', () => {
  const result = writeArtifacts('/proc/vosguard/out', artifacts({}));
  expect(result).toMatchObject({ kind: 'failed', fault: { path: '/proc/vosguard/out' }, restored: true });
});

test('folders that were made for nothing are taken away again', () => {
  const path = join(folder(), 'made', 'for', 'nothing');
  const name = 'x'.repeat(300);
  expect(writeArtifacts(path, artifacts({ [name]: 'x' }))).toMatchObject({
    kind: 'failed',
    fault: { code: 'ENAMETOOLONG' },
    restored: true,
  });
  expect(readdirSync(folder())).toEqual([]);
});

test('a name with line ends, quotes and escapes is a name', () => {
  const path = join(folder(), 'a\n"$(b)\u001b[31m');
  expect(writeArtifacts(path, artifacts({ 'x.rules': 'x' })).kind).toBe('written');
  expect(contents(path)['x.rules']).toBe('x');
});

test('a link in the place of a file is replaced, and what it leads to stays', () => {
  writeFileSync(join(folder(), 'target'), 'precious');
  symlinkSync('target', join(folder(), 'x.rules'));
  writeArtifacts(folder(), artifacts({ 'x.rules': 'new' }));
  expect(contents(folder())).toMatchObject({ target: 'precious', 'x.rules': 'new' });
});

test('a rename that fails half way takes the others back', () => {
  writeArtifacts(folder(), artifacts({ 'x.rules': 'old', 'y.rules': 'old', 'z.rules': 'stale' }));
  const target = join(folder(), 'y.rules');
  /** Somebody else puts a folder in the place of y.rules after everything has been looked at. */
  class Sabotage extends Map<string, string> {
    override get(name: string): string | undefined {
      if (name === 'manifest.json') [rmSync(target), mkdirSync(target)];
      return super.get(name);
    }
  }
  const texts = new Sabotage(artifacts({ 'w.rules': 'new', 'x.rules': 'new', 'y.rules': 'new' }));
  expect(writeArtifacts(folder(), texts)).toEqual({
    kind: 'failed',
    fault: { code: 'EISDIR', path: target },
    restored: true,
  });
  rmSync(target, { recursive: true });
  expect(contents(folder())).toMatchObject({ 'x.rules': 'old', 'z.rules': 'stale' });
  expect(readdirSync(folder()).sort()).toEqual(['manifest.json', 'x.rules', 'z.rules']);
});
