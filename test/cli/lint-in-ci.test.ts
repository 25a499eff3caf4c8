import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsOf } from '../diagnostics/sarif.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const put = (name: string, text: string) => writeFileSync(join(folder(), name), text);
const lint = (...argv: string[]) => vosguard(folder(), ['lint', '--format', 'compact', ...argv]);

const warns = goodPolicy.replace(', from: [192.0.2.8/29]', '');
const notes = `${goodPolicy}addresses: { a: [192.0.2.1] }\n`;

test.each([
  ['an error', badPolicy, [1, 1, 1]],
  ['a warning', warns, [0, 1, 1]],
  ['a note', notes, [0, 0, 1]],
  ['nothing', goodPolicy, [0, 0, 0]],
] as const)('--fail-level error, warning and info with %s', async (_, text, statuses) => {
  put('policy.yaml', text);
  const ended: number[] = [];
  for (const level of ['error', 'warning', 'info']) {
    const { status } = await lint('--fail-level', level);
    ended.push(status);
  }
  expect(ended).toEqual(statuses);
});

test('--exit-zero tells all and ends with 0, but not where there is nothing to read', async () => {
  put('policy.yaml', badPolicy);
  const { status, out } = await lint('--exit-zero');
  expect(status).toBe(0);
  expect(out).toContain('error VG200');
  expect((await lint('--exit-zero', '--fail-level', 'info')).status).toBe(0);
  expect((await lint('--exit-zero', 'missing.yaml')).status).toBe(2);
});

describe('the name of a file is the same however it is called', () => {
  test.each([
    ['as it is', 'sub/policy.yaml'],
    ['from here', './sub/policy.yaml'],
    ['twice from here', './/./sub/policy.yaml'],
  ])('%s', async (_, path) => {
    mkdirSync(join(folder(), 'sub'));
    put('sub/policy.yaml', warns);
    expect((await lint(path)).out).toMatch(/^sub\/policy\.yaml:3:13: warning VG301/);
  });

  test('from the top, also for what it includes', async () => {
    mkdirSync(join(folder(), 'sub'));
    put('sub/policy.yaml', 'vosguard: 1\ninclude: base.yaml\n');
    put('sub/base.yaml', 'services: { ssh: { tcp: [22] } }\n');
    expect((await lint(join(folder(), 'sub/policy.yaml'))).out).toMatch(
      /^sub\/base\.yaml:1:13: warning VG301/,
    );
  });

  test('above us it keeps its own', async () => {
    mkdirSync(join(folder(), 'sub'));
    put('policy.yaml', warns);
    const above = await vosguard(join(folder(), 'sub'), ['lint', '--format', 'compact', '../policy.yaml']);
    expect(above.out).toMatch(/^\.\.\/policy\.yaml:3:13/);
    const absolute = join(folder(), 'policy.yaml');
    const whole = await vosguard(join(folder(), 'sub'), ['lint', '--format', 'compact', absolute]);
    expect(whole.out.startsWith(`${absolute}:3:13`)).toBe(true);
  });
});

describe('--stdin', () => {
  const given = (text: string, ...argv: string[]) =>
    vosguard(folder(), ['lint', '--stdin', '--format', 'compact', ...argv], {
      readStdin: async (limit) => (text.length > limit ? undefined : Buffer.from(text)),
    });

  test('reads the policy and calls it as it is told', async () => {
    expect((await given(warns)).out).toMatch(/^policy\.yaml:3:13: warning VG301/);
    expect((await given(warns, '--filename', './sites/a.yaml')).out).toMatch(
      /^sites\/a\.yaml:3:13: warning VG301/,
    );
    expect(await given(badPolicy)).toMatchObject({ status: 1, err: '' });
  });

  test('includes what stands beside the name, whether there is a file of that name or not', async () => {
    mkdirSync(join(folder(), 'sites'));
    put('sites/base.yaml', 'services: { ssh: { tcp: [22] } }\n');
    const policy = 'vosguard: 1\ninclude: base.yaml\n';
    expect((await given(policy, '--filename', 'sites/a.yaml')).out).toMatch(
      /^sites\/base\.yaml:1:13: warning/,
    );
    put('sites/a.yaml', badPolicy);
    expect((await given(policy, '--filename', 'sites/a.yaml')).status).toBe(0);
  });

  test('a file that includes what is being written is a circle', async () => {
    put('base.yaml', 'include: policy.yaml\n');
    expect((await given('vosguard: 1\ninclude: base.yaml\n')).out).toContain('error VG14');
  });

  test('too much is not read', async () => {
    const ended = await given(`#${' '.repeat(5 * 1024 * 1024)}`);
    expect(ended).toMatchObject({ status: 2, out: '' });
    expect(ended.err).toMatch(/^vosguard: the standard input is longer than/);
  });
});

describe('several policies', () => {
  const site = (name: string, more: string) => `${goodPolicy}name: ${name}\n${more}`;

  test('of one host are told about each other', async () => {
    put('a.yaml', site('switch-1', 'sip: { ports: { udp: [5060] } }\n'));
    put('b.yaml', site('switch-1', 'blocked: [203.0.113.0/24]\n').replace('trusted: [203.0.113.10]\n', ''));
    put('c.yaml', site('switch-2', ''));
    const { status, out } = await lint('a.yaml', 'b.yaml', 'c.yaml');
    expect(status).toBe(0);
    expect(out.replace(/(VG\d+) .*/g, '$1')).toBe('a.yaml:2:11: warning VG381\nb.yaml:3:7: warning VG380\n');
    expect(out).toContain('differs in blocked, sip.ports, trusted.');
  });

  test('that say the same, the same one twice, or ones without a name are not', async () => {
    put('a.yaml', site('switch-1', '# a comment\n'));
    put('b.yaml', site('switch-1', 'tests: []\n'));
    expect(await lint('a.yaml', 'b.yaml')).toMatchObject({ out: expect.not.stringContaining('VG38') });
    put('a.yaml', goodPolicy);
    put('b.yaml', notes);
    expect(await lint('a.yaml', 'b.yaml')).toMatchObject({ out: expect.not.stringContaining('VG38') });
    put('c.yaml', site('switch-1', ''));
    expect(await lint('c.yaml', './c.yaml')).toEqual({ status: 0, out: '', err: '' });
  });

  test('may be told that this is meant', async () => {
    put('a.yaml', site('switch-1', ''));
    const reason = '# vosguard-disable-next-line VG380 -- the second is for tests\n';
    put('b.yaml', `${goodPolicy}${reason}name: switch-1\nblocked: [192.0.2.99]\n`);
    expect(await lint('a.yaml', 'b.yaml')).toEqual({ status: 0, out: '', err: '' });
    expect(await lint('b.yaml')).toEqual({ status: 0, out: '', err: '' });
  });

  test('what one of them needs suppressed in an included file is not unused', async () => {
    put(
      'base.yaml',
      '# vosguard-disable-next-line VG365 -- limits are enough\nsignatures: { use: [attack-tools] }\n',
    );
    const host = (target: string) => `${goodPolicy}include: base.yaml\ntarget: ${target}\n`;
    put('a.yaml', host('{ platform: { iptables: "1.4.21" }, backends: [nftables] }'));
    put('b.yaml', host('{ platform: debian12 }'));
    expect((await lint('a.yaml')).out).toBe('');
    expect((await lint('b.yaml')).out).toContain('VG701');
    expect((await lint('a.yaml', 'b.yaml')).out).toBe('');
  });
});

test('every format for machines is one document or nothing', async () => {
  put('policy.yaml', badPolicy);
  const of = async (format: string) => (await vosguard(folder(), ['lint', '--format', format])).out;
  expect(errorsOf(JSON.parse(await of('sarif')))).toEqual([]);
  expect(await of('github')).toMatch(/^(::error file=policy\.yaml,line=[^\n]*\n)+$/);
  put('policy.yaml', goodPolicy);
  expect(JSON.parse(await of('sarif')).runs[0].results).toEqual([]);
  expect(await of('github')).toBe('');
});

test('compile and plan know the formats too', async () => {
  put('policy.yaml', badPolicy);
  const { status, err } = await vosguard(folder(), ['compile', '--format', 'github']);
  expect(status).toBe(1);
  expect(err).toMatch(/^::error file=policy\.yaml/);
});
