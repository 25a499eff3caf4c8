import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { existingText } from '../../src/host/existing-text.js';
import { replaceFile } from '../../src/host/replace-file.js';
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
