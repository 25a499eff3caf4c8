import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const put = (name: string, text: string | Uint8Array) => writeFileSync(join(folder(), name), text);
const lint = (...argv: string[]) => vosguard(folder(), ['lint', ...argv]);

test('without a file, policy.yaml of this folder', async () => {
  put('policy.yaml', goodPolicy);
  expect(await lint()).toEqual({ status: 0, out: 'no findings\n', err: '' });
});

test('without a file and without a policy', async () => {
  const { status, out, err } = await lint();
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(/neither policy\.yaml nor \/etc\/vosguard\/policy\.yaml.*vosguard init/);
});

test('all mistakes in one run, with their places, as the result', async () => {
  put('policy.yaml', badPolicy);
  const { status, out, err } = await lint('--format', 'compact');
  expect({ status, err }).toEqual({ status: 1, err: '' });
  expect(out).toMatch(/^policy\.yaml:2:23: error VG/m);
  expect(out).toMatch(/^policy\.yaml:3:1: error VG/m);
});

test('warnings do not change the exit status', async () => {
  put('policy.yaml', 'vosguard: 1\ntrusted: [203.0.113.10]\nservices: { ssh: { tcp: [22] } }\n');
  const { status, out } = await lint('--format', 'compact');
  expect(status).toBe(0);
  expect(out).toMatch(/: warning VG/);
});

test('JSON is one document, also without findings and for several files', async () => {
  put('good.yaml', goodPolicy);
  put('bad.yaml', badPolicy);
  expect(JSON.parse((await lint('good.yaml', '--format', 'json')).out).findings).toEqual([]);
  const { findings } = JSON.parse((await lint('good.yaml', 'bad.yaml', '--format', 'json')).out);
  expect(new Set(findings.map(({ place }: { place: { path: string } }) => place.path))).toEqual(
    new Set(['bad.yaml']),
  );
});

test('of several files the worst decides', async () => {
  put('good.yaml', goodPolicy);
  put('bad.yaml', badPolicy);
  expect((await lint('good.yaml', 'bad.yaml')).status).toBe(1);
  expect((await lint('bad.yaml', 'missing.yaml', 'good.yaml')).status).toBe(2);
});

test('a platform that cannot be compiled for is a mistake, what a backend does otherwise is none', async () => {
  put('policy.yaml', `${goodPolicy}target: { platform: centos6, backends: [nftables] }\n`);
  expect(await lint('--format', 'compact')).toMatchObject({
    status: 1,
    out: expect.stringMatching(/error VG4/),
  });
  put('policy.yaml', goodPolicy);
  const compile = (...options: string[]) => vosguard(folder(), ['compile', '-o', 'out', ...options]);
  const quiet = (await compile('--format', 'compact')).err;
  expect(quiet).not.toMatch(/\bVG\d/);
  expect(quiet).toMatch(
    /\n# \d+ notes on how the backends do it: --verbose shows them, manifest.json lists them\n/,
  );
  const told = (await compile('--verbose')).err;
  expect(told.match(/\bnote VG4/g)).toHaveLength(Number(/# (\d+) notes/.exec(quiet)?.[1]));
  expect(told).not.toContain('--verbose');
  expect((await compile('--format', 'json')).err).toContain('"note"');
  expect((await lint('--format', 'compact')).out).toBe('');
});

test('an entry is past its day on the day after, by the clock of the one who asks', async () => {
  const entry = '{ address: 203.0.113.10, until: 2026-05-31, reason: "ticket 4711" }';
  const policy = goodPolicy.replace('[203.0.113.10]', '[carrier]');
  put('policy.yaml', `${policy}addresses: { carrier: [${entry}] }\n`);
  const on = (today: string) => vosguard(folder(), ['lint', '--format', 'compact'], { today });
  expect(await on('2026-05-31')).toEqual({ status: 0, out: '', err: '' });
  expect(await on('2026-06-01')).toMatchObject({ status: 1, out: expect.stringMatching(/error VG3/) });
});

test('an unknown profile is a mistake', async () => {
  put('policy.yaml', goodPolicy);
  expect((await lint('--profile', 'attack')).status).toBe(1);
});

const unreadable: readonly (readonly [string, (path: string) => unknown])[] = [
  ['missing', () => undefined],
  ['a folder', (path) => mkdirSync(path)],
  ['a pipe that nobody writes to', (path) => execaSync('mkfifo', [path])],
  ['a device', (path) => symlinkSync('/dev/zero', path)],
  ['a link to itself', (path) => symlinkSync('x.yaml', path)],
  ['below a file', (path) => [writeFileSync(path, ''), path]],
  ['larger than any policy', (path) => writeFileSync(path, Buffer.alloc(5 * 1024 * 1024, '#'))],
];

test.each(unreadable)('a policy that is %s cannot be read', async (name, make) => {
  make(join(folder(), 'x.yaml'));
  const { status, out } = await lint(name === 'below a file' ? 'x.yaml/y.yaml' : 'x.yaml');
  expect(status).toBe(2);
  expect(out).toMatch(/error VG10\d/);
});

test.each([
  ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 0xff, 0xfe])],
  ['empty', ''],
  ['a list', '- 1\n'],
  ['cut off', 'vosguard: 1\nsip: { ports: { udp: [5060'],
])('a policy that is %s has mistakes', async (_, text) => {
  put('x.yaml', text);
  const { status, out } = await lint('x.yaml');
  expect(status).toBe(1);
  expect(out).toMatch(/error VG1\d\d/);
});
