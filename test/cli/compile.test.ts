import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { icmp } from '../../src/lower/host.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const put = (name: string, text: string) => writeFileSync(join(folder(), name), text);
const compile = (...argv: string[]) => vosguard(folder(), ['compile', ...argv]);
const out = () => join(folder(), 'out');

const artifacts = [
  'install.sh',
  'ip6tables.rules',
  'ipset.rules',
  'iptables.rules',
  'manifest.json',
  'modprobe.conf',
  'modules-load.conf',
  'nftables.nft',
  'observe.nft',
  'observe.rules',
  'observe6.rules',
  'signatures.rules',
  'signatures6.rules',
  'sysctl.conf',
];

beforeEach(() => put('policy.yaml', goodPolicy));

test('with -o: files in the folder, a summary on stderr', async () => {
  const ended = await compile('-o', 'out');
  expect(ended).toMatchObject({ status: 0, out: '' });
  expect(ended.err).toContain('# written to out\n');
  expect(readdirSync(out()).sort()).toEqual(artifacts);
});

test('the memory that full tables take grows with sip.sizes', async () => {
  const mebibytes = async (sizes: string): Promise<readonly number[]> => {
    put('policy.yaml', `${goodPolicy}sip: { sizes: ${sizes} }\n`);
    const { err } = await compile('-o', 'out');
    return [...err.matchAll(/: up to (\d+) MiB of kernel memory/g)].map(([, number]) => Number(number));
  };
  const [small, large] = [await mebibytes('{ sources: 1024 }'), await mebibytes('{ sources: 1048576 }')];
  expect(small).toHaveLength(2);
  for (const [index, most] of large.entries()) expect(most).toBeGreaterThan(2 * (small[index] ?? 0));
});

test('the same policy gives the same bytes, over what is there', async () => {
  await compile('-o', 'out');
  const first = artifacts.map((name) => readFileSync(join(out(), name)));
  await compile('-o', 'out');
  expect(artifacts.map((name) => readFileSync(join(out(), name)))).toEqual(first);
});

test('artifacts of a backend that is not asked for any more are removed, other files stay', async () => {
  await compile('-o', 'out');
  put('out/mine.txt', 'mine');
  put('policy.yaml', `${goodPolicy}target: { backends: [iptables] }\n`);
  const { err } = await compile('-o', 'out');
  expect(err).toContain('# removed nftables.nft');
  expect(readdirSync(out()).sort()).toEqual(
    [...artifacts.filter((name) => !/^(nftables|signatures|observe\.nft)/.test(name)), 'mine.txt'].sort(),
  );
});

test('without -o: a summary and the rules on stdout', async () => {
  const { status, out } = await compile();
  expect(status).toBe(0);
  expect(out).toMatch(/^# vosguard, for generic, digest [0-9a-f]{16}\n/);
  expect(out).toContain('# ==== nftables.nft ====\n');
  expect(out).toContain('table inet vosguard');
  expect(readdirSync(folder())).toEqual(['policy.yaml']);
});

test('--explain-defaults prints the whole policy instead, and it is a policy', async () => {
  const { status, out } = await compile('--explain-defaults');
  expect(status).toBe(0);
  expect(out).toContain('# default');
  put('whole.yaml', out);
  expect(await compile('whole.yaml')).toMatchObject({ status: 0 });
});

test('--explain-defaults tells what is open without a key, as the rules have it', async () => {
  const { out } = await compile('--explain-defaults');
  const types = icmp({ kind: 'accept' }, []).flatMap(({ matches }) =>
    matches.flatMap((match) => (match.kind === 'icmp' ? [match.types.join(', ')] : [])),
  );
  expect(types).toHaveLength(2);
  for (const [index, all] of types.entries()) expect(out).toContain(`ICMP${index === 0 ? '' : 'v6'} ${all}:`);
});

test('a policy with mistakes: findings on stderr, nothing is written', async () => {
  put('policy.yaml', badPolicy);
  const ended = await compile('-o', 'out', '--format', 'compact');
  expect(ended).toMatchObject({ status: 1, out: '' });
  expect(ended.err).toMatch(/^policy\.yaml:2:23: error VG/m);
  expect(readdirSync(folder())).toEqual(['policy.yaml']);
});

test('a policy with mistakes leaves what an earlier compile wrote', async () => {
  await compile('-o', 'out');
  const before = readFileSync(join(out(), 'nftables.nft'));
  put('policy.yaml', badPolicy);
  expect((await compile('-o', 'out')).status).toBe(1);
  expect(readFileSync(join(out(), 'nftables.nft'))).toEqual(before);
});

test('a policy that is missing', async () => {
  expect(await compile('missing.yaml', '-o', 'out')).toMatchObject({ status: 2, out: '' });
  expect(readdirSync(folder())).toEqual(['policy.yaml']);
});

test.each([
  ['policy.yaml', /policy\.yaml: something else has this name already \(EEXIST\); nothing was changed/],
  ['policy.yaml/out', /a part of the path is a file, not a folder \(ENOTDIR\); nothing was changed/],
  ['/proc/vosguard/out', /cannot write \/proc\/vosguard\/out: .*; nothing was changed/],
])('a folder that cannot be: %s', async (path, words) => {
  const ended = await compile('-o', path);
  expect(ended).toMatchObject({ status: 3, out: '' });
  expect(ended.err).toMatch(words);
  expect(readFileSync(join(folder(), 'policy.yaml'), 'utf8')).toBe(goodPolicy);
});

test('a folder in the place of an artifact', async () => {
  mkdirSync(join(out(), 'sysctl.conf'), { recursive: true });
  const { status, err } = await compile('-o', 'out');
  expect(status).toBe(3);
  expect(err).toContain('something that is no file has this name (EISDIR); nothing was changed');
  expect(readdirSync(out())).toEqual(['sysctl.conf']);
});

test('a profile is laid over the policy and named in the summary', async () => {
  put(
    'policy.yaml',
    `${goodPolicy}profiles: { attack: { sip: { strangers: { limits: { REGISTER: 1/s burst 3 } } } } }\n`,
  );
  const plain = await compile();
  const attack = await compile('--profile', 'attack');
  expect(attack.out).toContain('# vosguard, profile attack, for generic');
  expect(attack.out.replace(/digest.*/g, '')).not.toBe(plain.out.replace(/digest.*/g, ''));
});
