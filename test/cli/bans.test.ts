import type { Machine } from '../../src/host/machine.js';
import type { ToolResult } from '../../src/host/run-tool.js';
import { compileText } from '../lint-text.js';
import { temporaryFolder } from './temporary-folder.js';
import { vosguard } from './vosguard.js';

const folder = temporaryFolder();
const state = '/var/lib/vosguard';
const boot = '/proc/sys/kernel/random/boot_id';
const manifest = compileText('vosguard: 1\ntrusted: [192.0.2.1]\n').artifacts.get('manifest.json') ?? '';

const files = {
  [`${state}/applied`]: '000003\n',
  [`${state}/snapshots/000003/after/sysctl`]: '',
  [`${state}/snapshots/000003/backend`]: 'nftables\n',
  [`${state}/snapshots/000003/manifest.json`]: manifest,
  [boot]: 'this boot\n',
};

/** A host of files and of tools that answer. What is asked of the tools is kept. */
function host(some: Readonly<Record<string, string>>, answer: (words: string) => ToolResult, isRoot = true) {
  const asked: string[] = [];
  const machine: Machine = {
    isRoot: async () => isRoot,
    read: async (paths) =>
      new Map(paths.flatMap((path) => (some[path] === undefined ? [] : [[path, some[path]]]))),
    run: async (tool, words) => {
      asked.push([tool, ...words].join(' '));
      return answer([tool, ...words].join(' '));
    },
  };
  const run = (...argv: string[]) => vosguard(folder(), argv, { machine: async () => machine });
  return { run, asked };
}

const nothing = (): ToolResult => ({ kind: 'done', output: '{"nftables": []}' });
const fails = (): ToolResult => ({ kind: 'failed', tool: 'nft', words: '\u001b[31mNo such file' });

test('without root, or where nothing was applied, no tool is run', async () => {
  const nobody = host(files, nothing, false);
  expect(await nobody.run('bans', 'list')).toMatchObject({
    status: 3,
    err: expect.stringContaining('only root'),
  });
  expect(await nobody.run('status')).toMatchObject({ status: 3, err: expect.stringContaining('only root') });
  const bare = host({}, nothing);
  expect(await bare.run('bans', 'list')).toMatchObject({
    status: 3,
    err: expect.stringContaining('nothing of vosguard'),
  });
  expect(await bare.run('status')).toMatchObject({
    status: 1,
    out: expect.stringContaining('nothing of vosguard'),
  });
  expect(JSON.parse((await bare.run('status', '--json')).out)).toMatchObject({ policy: null, drift: true });
  expect([...nobody.asked, ...bare.asked]).toEqual([]);
});

test('an apply that waited when the host was started again is not what runs', async () => {
  const old = {
    [`${state}/pending`]: '000004\n',
    [`${state}/snapshots/000004/boot`]: 'another boot\n',
    [`${state}/snapshots/000004/after/sysctl`]: '',
  };
  const { run } = host({ ...files, ...old }, nothing);
  expect(await run('bans', 'list')).toMatchObject({ status: 0, out: 'nobody is banned\n' });
  expect(await run('status')).toMatchObject({ status: 1, out: expect.stringContaining('it is void') });
});

test('numbers and manifests that are none', async () => {
  const { run, asked } = host({ ...files, [`${state}/applied`]: '../../../etc\n' }, nothing);
  expect(await run('bans', 'list')).toMatchObject({ status: 3 });
  const broken = host({ ...files, [`${state}/snapshots/000003/manifest.json`]: '{' }, nothing);
  expect(await broken.run('bans', 'list')).toMatchObject({
    status: 3,
    err: expect.stringContaining('manifest'),
  });
  expect([...asked, ...broken.asked]).toEqual([]);
});

test('a policy that lets no strangers in bans nobody', async () => {
  const { artifacts } = compileText('vosguard: 1\ntrusted: [192.0.2.1]\nsip: { strangers: deny }\n');
  const closed = {
    ...files,
    [`${state}/snapshots/000003/manifest.json`]: artifacts.get('manifest.json') ?? '',
  };
  expect(await host(closed, nothing).run('bans', 'list')).toMatchObject({
    status: 3,
    err: expect.stringContaining('bans nobody'),
  });
});

test('where each time has a set of its own, the set tells the cause, and the later end counts', async () => {
  const { artifacts } = compileText('vosguard: 1\ntarget: { platform: centos6 }\ntrusted: [192.0.2.1]\n');
  const old = {
    ...files,
    [`${state}/snapshots/000003/backend`]: 'iptables\n',
    [`${state}/snapshots/000003/manifest.json`]: artifacts.get('manifest.json') ?? '',
  };
  const entries: Readonly<Record<string, string>> = {
    'vg-banned.180-4':
      'add vg-banned.180-4 198.51.100.7 timeout 170\nadd vg-banned.180-4 198.51.100.8 timeout 60\n',
    'vg-banned.600-4': 'add vg-banned.600-4 198.51.100.8 timeout 90\n',
    'vg-banned-4': 'add vg-banned-4 198.51.100.9 timeout 30\n',
  };
  const { run } = host(old, (words) => ({ kind: 'done', output: entries[words.split(' ')[2] ?? ''] ?? '' }));
  expect((await run('bans', 'list')).out).toBe(
    [
      '3 sources are banned',
      '  198.51.100.7  2m 50s left  challenged or refused',
      '  198.51.100.8  1m 30s left  flood: too many packets that were refused',
      '  198.51.100.9     30s left  signature\n',
    ].join('\n'),
  );
});

test('a tool that fails is told in its words, made visible', async () => {
  const { run } = host(files, fails);
  expect(await run('bans', 'list')).toMatchObject({
    status: 3,
    err: expect.stringContaining('\\x1b[31mNo such file'),
  });
  expect(await run('status')).toMatchObject({ status: 3 });
});

test.each([
  [['bans'], 'a command is missing: list, add, remove, export'],
  [['bans', 'lst'], 'did you mean list'],
  [['bans', 'list', 'x'], 'unknown argument: x'],
  [['bans', 'add'], 'need at least 1'],
  [['bans', 'add', 'sip.example.com'], 'is not an address'],
  [['bans', 'add', '198.51.100.7', '--for', '1y'], '--for takes'],
  [['bans', 'add', '198.51.100.7', '--for', '25d'], '--for takes'],
  [['bans', 'add', '198.51.100.7', '--reason', 'a\nb'], 'one line'],
  [['bans', 'add', '198.51.100.7', '--reason', '\u202ex'], 'one line'],
  [['bans', 'add', '198.51.100.7', '--reason', 'x'.repeat(201)], '200'],
  [['bans', 'add', '198.51.100.7', '--all'], 'all'],
  [['bans', 'remove'], 'takes addresses, or --all'],
  [['bans', 'remove', '--all', '198.51.100.7'], 'takes addresses, or --all'],
  [['bans', 'list', '--limit', '0'], '--limit takes'],
  [['bans', 'list', '--limit', '1e9'], '--limit takes'],
  [['bans', 'export', '--format', 'xml'], 'format'],
])('%j is told what is wrong with it', async (argv, words) => {
  expect(await host(files, nothing).run(...argv)).toMatchObject({
    status: 2,
    err: expect.stringContaining(words),
  });
});
