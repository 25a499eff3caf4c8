import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('names no path of this machine, and the schema beside it is the one that is written', async () => {
  const { out } = await init();
  expect(read('policy.yaml')).toMatch(/^# yaml-language-server: \$schema=policy\.schema\.json\n/);
  expect(read('policy.yaml')).not.toContain('file:/');
  expect(out).toContain('vosguard schema > policy.schema.json');
});

test.each(['wholesale', 'retail'])(
  '%s: its tests pass, it names old hosts too and the switch',
  async (template) => {
    await init('--template', template);
    expect(await vosguard(folder(), ['test'])).toMatchObject({ status: 0 });
    expect(read('policy.yaml')).toMatch(/platform: generic .*centos7/);
    expect(read('policy.yaml')).toMatch(/^vos3000:$/m);
  },
);

test('examples that still stand are told by compile, and not by lint', async () => {
  await init('--template', 'retail');
  const words =
    'example addresses, which no host has, still stand in the policy (trusted: 198.51.100.0; services.ssh: 192.0.2.8';
  expect((await vosguard(folder(), ['lint'])).out).toBe('no findings\n');
  const { err } = await vosguard(folder(), ['compile', '-o', 'out']);
  expect(err).toContain(words);
  expect(err).toMatch(/sh out\/install\.sh --dry-run .*\n.*sh out\/install\.sh /);
  expect(readFileSync(join(folder(), 'out/install.sh'), 'utf8')).toMatch(/^EXAMPLES='trusted: 198\.51/m);
  const own = read('policy.yaml').replaceAll(/(203\.0\.113|198\.51\.100|192\.0\.2)\./g, '44.1.1.');
  writeFileSync(join(folder(), 'policy.yaml'), own);
  expect((await vosguard(folder(), ['compile', '-o', 'out'])).err).not.toContain('example addresses');
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
