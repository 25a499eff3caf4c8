import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInstaller } from '../../src/host/run-installer.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const folder = temporaryFolder();

/** A script in the place of the installer, in a temporary folder of its own. */
async function run(script: string, ...words: string[]) {
  const temporary = join(folder(), 'tmp');
  mkdirSync(temporary);
  const files = new Map([
    ['install.sh', script],
    ['other', 'a file beside it\n'],
  ]);
  const end = await runInstaller(files, words, [join(folder(), 'full'), temporary]);
  expect(readdirSync(temporary)).toEqual([]);
  return end;
}

const seen = () => readFileSync(join(folder(), 'seen'), 'utf8');

test('runs in a private folder, with its files beside it and its words as they are', async () => {
  const script = `cd "\${0%/*}" && { stat -c %a .; cat other; printf '<%s>' "$@"; } > '${folder()}/seen'; exit 4\n`;
  expect(await run(script, 'confirm', "it's", '$(id)')).toEqual({ kind: 'ended', status: 4 });
  expect(seen()).toBe("700\na file beside it\n<confirm><it's><$(id)>");
});

test('one that is killed', async () => {
  expect(await run('kill -KILL $$\n')).toEqual({ kind: 'killed', signal: 'SIGKILL' });
});

test('where nothing can be written, nothing is run', async () => {
  const nowhere = join(folder(), 'nowhere');
  const files = new Map([['install.sh', `: > '${folder()}/seen'\n`]]);
  const fault = { code: 'ENOENT', path: nowhere };
  expect(await runInstaller(files, [], [nowhere])).toEqual({ kind: 'unwritten', fault });
  expect(seen).toThrow();
});
