import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main.js';
import { codes } from '../../src/diagnostics/explain.js';
import { packs, pinned } from '../../src/sip/packs.js';
import { fakeIo } from './fake-io.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const run = (...argv: string[]) => vosguard(folder(), argv);

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await run('--version')).toEqual({ status: 0, out: `${version}\n`, err: '' });
});

test('--help is a result, a command line that is wrong is not', async () => {
  expect(await run('--help')).toMatchObject({ status: 0, err: '' });
  expect(await run()).toMatchObject({ status: 2, out: '' });
});

test.each([
  [['lnt'], 'did you mean lint?'],
  [['compil'], 'did you mean compile?'],
  [['lint', '--fromat=json'], 'did you mean --format?'],
  [['explain', 'VG1O1'], 'did you mean VG101?'],
  [['explain', 'atack-tools'], 'did you mean attack-tools?'],
  [['explain', 'attack-tools@9'], 'did you mean attack-tools@1?'],
])('%j has a guess', async (argv, guess) => {
  const { status, out, err } = await run(...argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(guess);
});

test('explain: a code, in any case, and the list of all codes and packs', async () => {
  const { status, out } = await run('explain', 'vg101');
  expect(status).toBe(0);
  expect(out).toMatch(/^VG101 \(error\)/);
  const [list = '', packed = ''] = (await run('explain')).out.trimEnd().split('\n\n');
  expect(list.split('\n').map((line) => line.slice(0, 5))).toEqual(codes);
  expect(packed.split('\n').map((line) => line.split(' ')[0])).toEqual(packs.map(pinned));
});

test('explain: what is no code, though every object has it', async () => {
  expect((await run('explain', 'constructor')).status).toBe(2);
  expect((await run('explain', '__proto__')).status).toBe(2);
});

test('schema prints the file that ships', async () => {
  expect(await run('schema')).toEqual({
    status: 0,
    out: readFileSync('policy.schema.json', 'utf8'),
    err: '',
  });
});

const nasty = 'a\n\u001b[31m\u0007\u009b\u202e"$(x).yaml';

test.each([
  [['lint', nasty]],
  [['lint', '--profile', nasty]],
  [['lint', `--${nasty}`]],
  [['lint', '--format', nasty]],
  [[nasty]],
  [['explain', nasty]],
  [['compile', nasty]],
  [['compile', 'policy.yaml', nasty]],
  [['compile', '-o', `policy.yaml/${nasty}`]],
  [['compile', '-o', nasty]],
  [['init', '-o', nasty]],
  [['init', '-o', `missing/${nasty}`]],
])('nothing of %j is printed raw', async (argv) => {
  writeFileSync(join(folder(), 'policy.yaml'), 'vosguard: 1\ntrusted: [203.0.113.10]\n');
  const { out, err } = await run(...argv);
  expect(out + err).not.toBe('');
});

test('nor of the name of a policy with mistakes, in any format', async () => {
  writeFileSync(join(folder(), nasty), badPolicy);
  for (const format of ['pretty', 'compact', 'json']) {
    expect((await run('lint', nasty, '--format', format)).status).toBe(1);
  }
});

test('colour: as asked, else where the output is a terminal and NO_COLOR is not set', async () => {
  const path = join(folder(), 'policy.yaml');
  writeFileSync(path, badPolicy);
  const coloured = async (argv: readonly string[], terminal: boolean, env: Record<string, string>) => {
    const { io, out } = fakeIo({ terminal, env });
    await main(['lint', path, ...argv], io);
    return out().includes('\u001b[');
  };
  expect(await coloured([], false, {})).toBe(false);
  expect(await coloured([], true, {})).toBe(true);
  expect(await coloured([], true, { NO_COLOR: '1' })).toBe(false);
  expect(await coloured([], true, { NO_COLOR: '' })).toBe(true);
  expect(await coloured([], true, { TERM: 'dumb' })).toBe(false);
  expect(await coloured(['--color'], false, { NO_COLOR: '1' })).toBe(true);
  expect(await coloured(['--no-color'], true, {})).toBe(false);
});

describe('a mistake of ours', () => {
  const broken = {
    isTty: false,
    write: () => {
      throw new Error('the \u001b[31mpaper is out');
    },
  };

  test('is one line and status 3', async () => {
    const ended = await vosguard(folder(), ['--help'], { stdout: broken });
    expect(ended).toEqual({
      status: 3,
      out: '',
      err: 'vosguard: internal error: the \\x1b[31mpaper is out; please report\n',
    });
  });

  test('shows its stack to those who ask', async () => {
    const { io, err } = fakeIo({ stdout: broken, env: { VOSGUARD_DEBUG: '1' } });
    expect(await main(['--help'], io)).toBe(3);
    expect(err()).toMatch(/^\s+at /m);
  });
});
