import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readSaved, saveListing } from '../../src/host/live/saved-listing.js';
import { existingText } from '../../src/host/reading.js';
import { replaceFile, writeText } from '../../src/host/writing.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const folder = temporaryFolder();

test('writes a file that is not there, and replaces one that is, leaving nothing else', () => {
  const path = join(folder(), 'a.json');
  expect(replaceFile(path, 'one')).toBeUndefined();
  expect(replaceFile(path, 'two')).toBeUndefined();
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(readdirSync(folder())).toEqual(['a.json']);
});

test('a folder of that name stays, and nothing is left beside it', () => {
  const path = join(folder(), 'b.json');
  mkdirSync(join(path, 'inside'), { recursive: true });
  expect(replaceFile(path, 'text')?.path).toBe(path);
  expect(readdirSync(folder())).toEqual(['b.json']);
});

test('neither follows a link nor takes its place, and keeps the mode of a file', () => {
  const [path, link] = [join(folder(), 'a.json'), join(folder(), 'link.json')];
  writeFileSync(path, 'one', { mode: 0o640 });
  chmodSync(path, 0o640);
  symlinkSync(path, link);
  expect(replaceFile(link, 'two')?.code).toBe('ELOOP');
  expect(writeText(link, 'two')?.code).toBe('ELOOP');
  expect(readFileSync(path, 'utf8')).toBe('one');
  expect(replaceFile(path, 'two')).toBeUndefined();
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect(writeText(path, 'three')).toBeUndefined();
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['three', 0o600]);
});

test('a saved listing is written through no link, and read of regular files only', () => {
  const texts = {
    iptables: { ipv4: 'a', ipv6: 'b' },
    ...{ nftJson: '', nftText: '', ipset: '', lists: new Map(), sysctls: new Map() },
  };
  const [real, link, listing] = ['real', 'link', 'listing'].map((name) => join(folder(), name));
  mkdirSync(real ?? '');
  symlinkSync(real ?? '', link ?? '');
  expect(saveListing(link ?? '', texts)?.code).toBe('ELOOP');
  mkdirSync(listing ?? '');
  const victim = join(folder(), 'victim');
  writeFileSync(victim, 'mine');
  symlinkSync(victim, join(listing ?? '', 'iptables-save.txt'));
  expect(saveListing(listing ?? '', texts)?.code).toBe('ELOOP');
  expect(readFileSync(victim, 'utf8')).toBe('mine');
  expect(saveListing(join(folder(), 'new'), texts)).toBeUndefined();
  expect(readSaved(join(folder(), 'new'))).toMatchObject({
    kind: 'read',
    texts: { iptables: { ipv4: 'a' } },
  });
  mkdirSync(join(folder(), 'devices'));
  symlinkSync('/dev/zero', join(folder(), 'devices', 'nft.json'));
  expect(readSaved(join(folder(), 'devices'))).toMatchObject({ kind: 'failed', fault: { code: 'EISDIR' } });
});

test('a folder that is not there is said', () => {
  expect(replaceFile(join(folder(), 'gone', 'c.json'), 'text')?.code).toBe('ENOENT');
});

test('reads what is there, up to the limit', () => {
  const path = join(folder(), 'd.json');
  expect(existingText(path, 10)).toEqual({ kind: 'none' });
  writeFileSync(path, 'text');
  expect(existingText(path, 4)).toEqual({ kind: 'text', text: 'text' });
  expect(existingText(path, 3)).toEqual({ kind: 'fault', words: 'it has more than 3 bytes' });
  symlinkSync(path, join(folder(), 'e.json'));
  for (const name of ['e.json', '.'])
    expect(existingText(join(folder(), name), 10)).toEqual({
      kind: 'fault',
      words: 'it is not a regular file',
    });
});
