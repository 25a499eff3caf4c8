import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { templates } from '../../src/cli/invocation.js';
import { starters } from '../../src/cli/starters.js';
import { temporaryFolder } from './temporary-folder.js';
import { vosguard } from './vosguard.js';

const folder = temporaryFolder();
const init = (...argv: string[]) => vosguard(folder(), ['init', ...argv]);
const read = (name: string) => readFileSync(join(folder(), name), 'utf8');

test.each(templates)('the template %s is a policy without findings, and compiles', async (template) => {
  expect((await init('--template', template)).status).toBe(0);
  expect(await vosguard(folder(), ['lint'])).toEqual({ status: 0, out: 'no findings\n', err: '' });
  expect((await vosguard(folder(), ['compile', '-o', 'out'])).status).toBe(0);
});

test('the help lists every template with what it is for', async () => {
  const { out } = await vosguard(folder(), ['init', '--help']);
  const help = out.replace(/\s+/g, '');
  for (const name of templates)
    expect(help).toContain(`${name}(${starters[name].about})`.replace(/\s+/g, ''));
});

test('begins with the modeline of the schema that is installed', async () => {
  await init();
  const [, url = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read('policy.yaml')) ?? [];
  expect(JSON.parse(readFileSync(fileURLToPath(url), 'utf8')).$schema).toContain('draft-07');
});

test('says what was taken, what else there is, and what to do next', async () => {
  const { out, err } = await init();
  expect(err).toBe('');
  expect(out).toMatch(/from the template wholesale; --template takes retail, .+, encrypted too\n/);
  expect(out).toContain('vosguard lint policy.yaml');
});

test('never overwrites', async () => {
  writeFileSync(join(folder(), 'policy.yaml'), 'mine');
  const { status, err } = await init('--template', 'retail');
  expect(status).toBe(2);
  expect(err).toContain('policy.yaml is there already and stays as it is');
  expect(read('policy.yaml')).toBe('mine');
});

test('a second time changes nothing', async () => {
  await init();
  const first = read('policy.yaml');
  expect((await init('--template', 'retail')).status).toBe(2);
  expect(read('policy.yaml')).toBe(first);
});

test('does not write through a dangling link', async () => {
  symlinkSync('elsewhere.yaml', join(folder(), 'policy.yaml'));
  expect((await init()).status).toBe(2);
  expect(existsSync(join(folder(), 'elsewhere.yaml'))).toBe(false);
});

test.each([
  ['missing/policy.yaml', 2, /the folder it would be in is not there/],
  [`${'x'.repeat(300)}.yaml`, 2, /the name is too long/],
  ['folder', 2, /folder is there already/],
  ['/proc/policy.yaml', 2, /the folder it would be in is not there/],
])('--output %s', async (output, status, words) => {
  mkdirSync(join(folder(), 'folder'));
  const ended = await init('--output', output);
  expect(ended.status).toBe(status);
  expect(ended.err).toMatch(words);
});
