import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { shellWord } from '../../src/host/program.js';
import { hostile } from './hostile-words.js';

/** What the shell makes of a command that is joined from words. */
function read(words: readonly string[]): readonly string[] {
  const command = ['printf', String.raw`%s\0`, ...words].map(shellWord).join(' ');
  const { stdout, status } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.split('\0').slice(0, -1);
}

test('hostile words arrive as they are', () => {
  expect(read(hostile)).toEqual(hostile);
});

test('so do any', () => {
  const word = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      expect(read(words)).toEqual(words);
    }),
    { numRuns: 50 },
  );
});

test('a plain word is shown plainly', () => {
  expect(['root@switch', '/a-b/c_d.e+1'].map(shellWord)).toEqual(['root@switch', '/a-b/c_d.e+1']);
});
