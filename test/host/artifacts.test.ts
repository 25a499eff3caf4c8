import { execFileSync } from 'node:child_process';
import {
  chmodSync,
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
  return new Map([...Object.entries(texts), ['manifest.json', JSON.stringify({ format: 1, artifacts: hashes })]]);
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
  expect(writeArtifacts(folder(), artifacts({ 'x.rules': 'x' }))).toEqual({ kind: 'written', removed: ['y.nft'] });
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

test.each([
  ['a file', (path: string) => writeFileSync(path, ''), 'EEXIST'],
  ['below a file', (path: string) => writeFileSync(join(path, '..'), ''), 'ENOTDIR'],
  ['a dangling link', (path: string) => symlinkSync('nowhere/at/all', path), 'ENOENT'],
])('the folder is %s', (_, prepare, code) => {
  const parent = join(folder(), 'parent');
  const path = join(parent, 'out');
  if (code !== 'ENOTDIR') mkdirSync(parent);
  prepare(code === 'ENOTDIR' ? join(parent, 'out') : path);
  expect(writeArtifacts(path, artifacts({}))).toMatchObject({ kind: 'failed', restored: true });
});
