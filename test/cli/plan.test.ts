import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../lint-text.js';
import { temporaryFolder } from './temporary-folder.js';
import { badPolicy, goodPolicy, vosguard } from './vosguard.js';

const folder = temporaryFolder();
const backend = ['--backend', 'iptables'] as const;
const saved = ['--against', 'saved', ...backend] as const;

/** A policy, and a listing in which what is wanted stands already: our own files are such listings. */
function standing(change: (file: string, text: string) => string = (_, text) => text): void {
  const { artifacts } = compileText(goodPolicy);
  writeFileSync(join(folder(), 'policy.yaml'), goodPolicy);
  mkdirSync(join(folder(), 'saved'));
  const files = [
    ['iptables-save.txt', artifacts.get('iptables.rules')],
    ['ip6tables-save.txt', artifacts.get('ip6tables.rules')],
    ['ipset.txt', artifacts.get('ipset.rules')?.replaceAll(/^add (\S+)-new /gm, 'add $1 ')],
    ['sysctl.txt', artifacts.get('sysctl.conf')],
  ] as const;
  for (const [file, text = ''] of files) writeFileSync(join(folder(), 'saved', file), change(file, text));
}

const run = (...argv: readonly string[]) => vosguard(folder(), argv);

/** Of one file a text by another. */
const but =
  (file: string, from: string | RegExp, to: string) =>
  (name: string, text: string): string =>
    name === file ? text.replace(from, to) : text;

test.each([['plan'], ['apply', '--dry-run']])('%s %s: nothing to change', async (...command) => {
  standing();
  const { status, out, err } = await run(...command, ...saved, '--exit-code');
  expect(out).toBe(
    'iptables on saved, policy vosguard\nnothing to change: what stands is what the policy wants\n',
  );
  expect([status, err]).toEqual([0, '']);
});

test('a change, and the status that is asked for', async () => {
  standing(
    but(
      'iptables-save.txt',
      /--hashlimit-above 5\/sec --hashlimit-burst 10/g,
      '--hashlimit-above 9/sec --hashlimit-burst 10',
    ),
  );
  const { status, out } = await run('plan', ...saved);
  expect(status).toBe(0);
  expect(out).toMatch(
    /^ {2}~ strangers\.\S+ +default +rate over 9\/second burst 10 -> over 5\/second burst 10 \(IPv4 raw only\)$/m,
  );
  expect((await run('plan', ...saved, '--exit-code')).status).toBe(1);
});

test('sets and sysctls', async () => {
  standing((file, text) =>
    file === 'sysctl.txt'
      ? text.replace(/nf_conntrack_max = .*/, 'nf_conntrack_max = 65536')
      : text.replace('add vg-trusted-4 203.0.113.10', 'add vg-trusted-4 203.0.113.99'),
  );
  const { out } = await run('plan', ...saved);
  expect(out).toBe(`iptables on saved, policy vosguard
  ~ set vg-trusted-4: 1 entries -> 1 (+1 -1), for example +203.0.113.10 -203.0.113.99  policy.yaml:2:10
  ~ sysctl net.netfilter.nf_conntrack_max: 65536 -> 1048576  default
0 to add, 2 to change, 0 to remove
`);
});

test('JSON on the output and in a file', async () => {
  standing(but('iptables-save.txt', /^-A VG-banned\.udp .*\n/m, ''));
  const { out } = await run('plan', ...saved, '--json', '-o', 'plan.json');
  expect(readFileSync(join(folder(), 'plan.json'), 'utf8')).toBe(out);
  expect(JSON.parse(out)).toMatchObject({
    format: 1,
    backend: 'iptables',
    policy: { name: 'vosguard', profile: null },
    summary: { add: 1, change: 0, remove: 0, move: 0 },
    changes: [{ kind: 'rule', verb: 'add', chain: 'VG-banned.udp', places: ['IPv4 raw'] }],
  });
});

test('the state is another one when the host has moved, and only then', async () => {
  standing();
  const state = async () => JSON.parse((await run('plan', ...saved, '--json')).out).state;
  const before = await state();
  writeFileSync(join(folder(), 'policy.yaml'), goodPolicy.replace('203.0.113.10', '203.0.113.11'));
  expect(await state()).toBe(before);
  const file = join(folder(), 'saved/iptables-save.txt');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^-A VG-banned\.udp .*\n/m, ''));
  expect(await state()).not.toBe(before);
});

test('what a listing holds is never printed raw', async () => {
  standing(
    but(
      'iptables-save.txt',
      /^COMMIT$/m,
      '-A VG-hook.prerouting -m string --string "\u001b[2J\u202e" -j DROP\nCOMMIT',
    ),
  );
  const { out } = await run('plan', ...saved);
  expect(out).toContain('- (no id) in VG-hook.prerouting');
  expect(out).toContain('\\x1b[2J\\u{202e}');
  expect(JSON.parse((await run('plan', ...saved, '--json')).out).changes[0].text).toContain(
    '\u001b[2J\u202e',
  );
});

test.each([
  [['plan', '--backend', 'pf'], 2, /pf/],
  [['plan', ...backend, '--against', 'nowhere'], 3, /nowhere holds no listing/],
  [['plan', '--against', 'saved', '--backend', 'nftables', 'iptables.yaml'], 2, /no rules for nftables/],
  [['plan', 'bad.yaml'], 1, /VG200/],
  [['plan', 'missing.yaml'], 2, /missing\.yaml/],
  [['plan', ...saved, '-o', 'no/such/folder.json'], 3, /cannot write/],
])('%j ends with %i', async (argv, expected, words) => {
  standing();
  writeFileSync(join(folder(), 'bad.yaml'), badPolicy);
  writeFileSync(join(folder(), 'iptables.yaml'), `${goodPolicy}target: { backends: [iptables] }\n`);
  const { status, err } = await run(...argv);
  expect([status, err]).toEqual([expected, expect.stringMatching(words)]);
});

test('no JSON of nft is said to be none', async () => {
  standing();
  writeFileSync(join(folder(), 'saved/nft.json'), 'table inet vosguard {}\n');
  const { status, err } = await run('plan', ...saved);
  expect([status, err]).toEqual([3, 'vosguard: nft.json is no listing of nft -j\n']);
});
