import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ListSources, listSources } from '../../src/host/lists/list-sources.js';
import type { Machine } from '../../src/host/machine.js';
import type { InstallerEnd } from '../../src/host/run-installer.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();

/** A host on which nobody may ask anything. */
const nobody: Machine = {
  run: async (tool) => ({ kind: 'missing', tool }),
  read: async () => new Map(),
  isRoot: async () => false,
};

/** What would be run, and how the command ends when that ends so. */
async function run(
  argv: readonly string[],
  end: InstallerEnd = { kind: 'ended', status: 0 },
  sshConnection?: string,
  names: ListSources['names'] = () => Promise.reject(new Error('no name is expected to be asked for')),
) {
  const runs: { readonly files: ReadonlyMap<string, string>; readonly words: readonly string[] }[] = [];
  const ended = await vosguard(folder(), argv, {
    sshConnection: () => sshConnection,
    machine: async () => nobody,
    lists: async () => ({ ...listSources, names }),
    runInstaller: async (files, words) => {
      runs.push({ files, words });
      return end;
    },
  });
  return { ...ended, runs, words: runs.map(({ words }) => words) };
}

const put = (text: string) => writeFileSync(join(folder(), 'policy.yaml'), text);
const named = ['--command', 'vosguard'];

test('apply runs install.sh with all the artifacts beside it', async () => {
  put(goodPolicy);
  const { status, runs, words, out } = await run(['apply']);
  expect({ status, words, out }).toEqual({ status: 0, words: [named], out: '' });
  expect([...(runs[0]?.files.keys() ?? [])]).toEqual(
    expect.arrayContaining(['install.sh', 'manifest.json', 'nftables.nft', 'iptables.rules', 'sysctl.conf']),
  );
});

test('apply hands its options on', async () => {
  put(goodPolicy);
  const options = '--root image --backend nftables --confirm 2m --yes --no-persist';
  const { words } = await run(['apply', 'policy.yaml', ...options.split(' ')]);
  const root = join(folder(), 'image');
  const handed = ['--backend', 'nftables', '--confirm', '120', '--yes', '--no-persist'];
  expect(words).toEqual([[...named, '--root', root, ...handed]]);
});

test('a profile is applied with its own rules', async () => {
  put(`${goodPolicy}profiles: { attack: { blocked: [198.51.100.7] } }\n`);
  const rules = async (...argv: string[]) =>
    (await run(['apply', ...argv])).runs[0]?.files.get('nftables.nft');
  expect(await rules()).not.toContain('198.51.100.7');
  expect(await rules('--profile', 'attack')).toContain('198.51.100.7');
});

test('an apply that asks nobody refuses an empty blocklist, unless the policy says that it is meant', async () => {
  const policy = (comment: string) =>
    `${goodPolicy}addresses:\n  feed:\n    ${comment}\n    file: feed.txt\nblocked: [feed]\n`;
  writeFileSync(join(folder(), 'feed.txt'), '# the download has failed\n');
  put(policy('# a feed'));
  const refused = await run(['apply', '--yes']);
  expect([refused.status, refused.runs.length]).toEqual([1, 0]);
  expect(refused.err).toContain('VG241: with --yes nobody looks at such a list');
  expect((await run(['apply'])).status).toBe(0);
  put(policy('# vosguard-disable-next-line VG241 -- a new feed, nothing in it yet'));
  expect((await run(['apply', '--yes'])).status).toBe(0);
});

test('a list of known sources goes beside install.sh, each line in one form', async () => {
  put(goodPolicy);
  writeFileSync(join(folder(), 'customers'), '# of today\n203.0.113.9 600 # office\r\n2001:DB8::7\n');
  const { status, runs, words } = await run(['apply', '--known', 'customers', '--known-flows']);
  expect({ status, words }).toEqual({
    status: 0,
    words: [[...named, '--known', 'known.list', '--known-flows']],
  });
  expect(runs[0]?.files.get('known.list')).toBe('203.0.113.9 600\n2001:db8::7\n');
});

test('a faulty list of known sources ends the command before anything is done', async () => {
  put(goodPolicy);
  writeFileSync(join(folder(), 'customers'), '203.0.113.9\n\n203.0.113.0/24\n');
  for (const more of [[], ['--dry-run']]) {
    const { status, words, err } = await run([
      'apply',
      '--known',
      'customers',
      '--format',
      'compact',
      ...more,
    ]);
    expect({ status, words }).toEqual({ status: 1, words: [] });
    expect(err).toContain('customers:3:1: error VG750');
  }
  expect(await run(['apply', '--known', 'gone'])).toMatchObject({ status: 2, words: [] });
  expect(await run(['apply', '--known', '.'])).toMatchObject({ status: 2, words: [] });
});

test('a policy with mistakes is not applied', async () => {
  put(badPolicy);
  const { status, words, err } = await run(['apply']);
  expect({ status, words }).toEqual({ status: 1, words: [] });
  expect(err).toContain('error VG');
});

test('a connection of the operator that would have no rule', async () => {
  put(goodPolicy);
  const from = (peer: string, ...options: string[]) =>
    run(['apply', ...options], { kind: 'ended', status: 0 }, `${peer} 40001 192.0.2.1 22`);
  const refused = await from('198.51.100.7');
  expect(refused).toMatchObject({ status: 3, words: [], err: expect.stringContaining('--force-lockout') });
  expect(await from('198.51.100.7', '--force-lockout')).toMatchObject({ status: 0, words: [named] });
  expect(await from('192.0.2.8')).toMatchObject({ status: 0, words: [named] });
});

describe('whom a service lets in by a name that the host resolves', () => {
  const lists = 'lists: { home: { names: [home.example.org], on_switch: on } }';
  const policy = (ssh: string, ...more: readonly string[]) =>
    put(['vosguard: 1', lists, `services: { ssh: { tcp: [22], ${ssh} } }`, ...more, ''].join('\n'));
  const byName = 'from: [192.0.2.8, { list: home }]';
  /** As he applies it over ssh, and his name leads to this address. */
  const from = (peer: string, leadsTo: string, ...options: readonly string[]) =>
    run(['apply', ...options], undefined, `${peer} 40001 192.0.2.1 22`, async (names) => ({
      addresses: names.map((name) => ({ name, address: leadsTo, ttl: 60 })),
      failures: [],
    }));

  test('is not told that he is locked out, where nothing but the name is in question', async () => {
    policy('from: [192.0.2.8]', 'blocked: [{ list: home }]');
    expect((await from('198.51.100.7', '198.51.100.7')).status).toBe(3);
    policy(byName, 'blocked: [{ list: home }]');
    expect((await from('198.51.100.7', '203.0.113.9')).status).toBe(0);
    expect((await from('2001:db8:7::7', '203.0.113.9')).status).toBe(0);
  });

  test.each([
    ['blocked', byName, 'blocked: [198.51.100.0/24]', /198\.51\.100\.7 is in blocked/],
    [
      'at an address that is not open',
      `${byName}, to: [192.0.2.2]`,
      '',
      /is not open at 192\.0\.2\.1, by its to/,
    ],
    [
      'of another service',
      `${byName.replace(', { list: home }', '')} }, web: { tcp: [80], from: [{ list: home }]`,
      '',
      /is not open to/,
    ],
  ])('is told it where he is %s', async (_, ssh, more, why) => {
    policy(ssh, more);
    for (const options of [[], ['--yes']])
      expect(await from('198.51.100.7', '198.51.100.7', ...options)).toMatchObject({
        status: 3,
        words: [],
        err: expect.stringMatching(why),
      });
    expect((await from('198.51.100.7', '198.51.100.7', '--force-lockout')).status).toBe(0);
  });

  test('with --yes a name has to lead to him now, since no new connection proves it', async () => {
    policy(byName);
    expect((await from('198.51.100.7', '198.51.100.7', '--yes')).status).toBe(0);
    expect((await from('2001:db8:7::7', '2001:db8:7::7', '--yes')).status).toBe(0);
    expect(await from('198.51.100.7', '198.51.100.8', '--yes')).toMatchObject({
      status: 3,
      words: [],
      err: expect.stringContaining('no name server here says that one leads to 198.51.100.7'),
    });
    expect((await from('198.51.100.7', '198.51.100.8', '--yes', '--force-lockout')).status).toBe(0);
    expect((await from('192.0.2.8', '198.51.100.8', '--yes')).status).toBe(0);
  });
});

test('a policy that is not there, and a host that does not tell what it is', async () => {
  expect(await run(['apply', 'gone.yaml'])).toMatchObject({ status: 2, words: [] });
  expect(await run(['apply'])).toMatchObject({ status: 2, words: [] });
  put(`${goodPolicy}target: { platform: auto }\n`);
  expect(await run(['apply'])).toMatchObject({ status: 3, words: [] });
});

test.each([
  [
    ['confirm', '123456'],
    ['confirm', '123456'],
  ],
  [['rollback'], ['rollback']],
  [['uninstall'], ['--uninstall']],
])('%j needs no policy', async (argv, words) => {
  const ended = await run(argv);
  expect(ended).toMatchObject({ status: 0, words: [[...named, ...words]], out: '', err: '' });
  expect([...(ended.runs[0]?.files.keys() ?? [])]).toEqual(['install.sh']);
});

test.each([0, 1, 2, 3, 4])('status %d of the installer is ours', async (status) => {
  expect((await run(['rollback'], { kind: 'ended', status })).status).toBe(status);
});

test.each<[InstallerEnd, RegExp]>([
  [{ kind: 'ended', status: 127 }, /^$/],
  [{ kind: 'killed', signal: 'SIGKILL' }, /ended by SIGKILL.*vosguard status/],
  [{ kind: 'no-shell', code: 'ENOENT' }, /sh cannot be started \(ENOENT\); nothing was changed/],
  [
    { kind: 'unwritten', fault: { code: 'ENOSPC', path: '/tmp/x' } },
    /x: the disk is full.*nothing was changed/,
  ],
])('%j ends with 3', async (end, words) => {
  const { status, err } = await run(['rollback'], end);
  expect([status, err]).toEqual([3, expect.stringMatching(words)]);
});
