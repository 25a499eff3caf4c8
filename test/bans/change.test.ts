import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBatch, changeScript, clearBatch, removeBatch, setsOf } from '../../src/bans/change.js';
import { readApplied } from '../../src/plan/applied.js';
import { compileText } from '../lint-text.js';

const applied = readApplied(
  compileText('vosguard: 1\ntrusted: [192.0.2.1]\n').artifacts.get('manifest.json') ?? '',
);
if (applied === undefined) throw new Error('our own manifest is not read');
const four = { family: 'ipv4', value: 3325256711 } as const;
const six = { family: 'ipv6', value: 0x20010db8000500060000000000000000n } as const;

test('which sets hold bans, the manifest tells for each backend', () => {
  const nft = setsOf(applied, 'nftables');
  const names = (sets: readonly { readonly name: string }[]) => sets.map(({ name }) => name);
  expect(names([...nft('banned', 'ipv4'), ...nft('paroled', 'ipv6')])).toEqual(['banned4', 'paroled6']);
  const iptables = setsOf(applied, 'iptables');
  expect(names([...iptables('banned', 'ipv6'), ...iptables('paroled', 'ipv4')])).toEqual(['vg-banned-6']);
});

test('an old host has a set of ipset for each time: by hand the first, and away from all', () => {
  const { artifacts } = compileText('vosguard: 1\ntarget: { platform: centos6 }\ntrusted: [192.0.2.1]\n');
  const old = readApplied(artifacts.get('manifest.json') ?? '');
  if (old === undefined) throw new Error('our own manifest is not read');
  const sets = setsOf(old, 'iptables');
  const times = sets('banned', 'ipv4').map(({ name, seconds }) => [name, seconds]);
  expect(times).toEqual([
    ['vg-banned-4', 3600],
    ['vg-banned.180-4', 180],
    ['vg-banned.600-4', 600],
  ]);
  expect(sets('banned', 'ipv6')).toEqual([]);
  expect(addBatch('iptables', sets, four, 60, true).lines).toEqual([
    'del vg-known-4 198.51.100.7 -exist',
    'del vg-known.7200-4 198.51.100.7 -exist',
    'del vg-registered-4 198.51.100.7 -exist',
    'del vg-registered.7200-4 198.51.100.7 -exist',
    'del vg-banned.180-4 198.51.100.7 -exist',
    'del vg-banned.600-4 198.51.100.7 -exist',
    'del vg-proven.180-4 198.51.100.7 -exist',
    'del vg-proven.600-4 198.51.100.7 -exist',
    'add vg-banned-4 198.51.100.7 timeout 60 -exist',
    'add vg-proven-4 198.51.100.7 timeout 60 -exist',
  ]);
  expect(removeBatch('iptables', sets, [four]).lines).toHaveLength(6);
  expect(clearBatch('iptables', sets).lines).toHaveLength(6);
});

test('ipset: an entry with its time, and out of the known', () => {
  const sets = setsOf(applied, 'iptables');
  expect(addBatch('iptables', sets, four, 60, true).lines).toEqual([
    'del vg-known-4 198.51.100.7 -exist',
    'del vg-registered-4 198.51.100.7 -exist',
    'add vg-banned-4 198.51.100.7 timeout 60 -exist',
    'add vg-proven-4 198.51.100.7 timeout 60 -exist',
  ]);
  expect(removeBatch('iptables', sets, [six]).lines).toEqual([
    'del vg-banned-6 2001:db8:5:6:: -exist',
    'del vg-proven-6 2001:db8:5:6:: -exist',
  ]);
  expect(clearBatch('iptables', sets).lines).toEqual([
    'flush vg-banned-4',
    'flush vg-proven-4',
    'flush vg-banned-6',
    'flush vg-proven-6',
  ]);
});

test('nft: every set of a ban in one step, anew where it runs already', () => {
  const sets = setsOf(applied, 'nftables');
  const { tool, words, lines } = addBatch('nftables', sets, six, 60, false);
  expect([tool, words]).toEqual(['nft', ['-f', '-']]);
  expect(lines).toEqual(
    ['banned6', 'paroled6', 'proven6'].flatMap((set) => [
      `add element inet vosguard ${set} { 2001:db8:5:6:: }`,
      `delete element inet vosguard ${set} { 2001:db8:5:6:: }`,
      `add element inet vosguard ${set} { 2001:db8:5:6:: timeout 60s }`,
    ]),
  );
  expect(addBatch('nftables', sets, four, 60, true).lines[0]).toBe(
    'delete element inet vosguard known4 { 198.51.100.7 }',
  );
  expect(removeBatch('nftables', sets, [four]).lines).toHaveLength(6);
  expect(clearBatch('nftables', sets).lines).toHaveLength(6);
});

describe('the script', () => {
  let state = '';
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "vosguard it's "));
    writeFileSync(join(state, 'applied'), '000007\n');
  });
  afterEach(() => rmSync(state, { recursive: true }));

  const record = { source: '198.51.100.7', seconds: 60, reason: "it's $(touch x) `id` % \\ END" };
  const run = (changes: Partial<Parameters<typeof changeScript>[0]> = {}) => {
    const batch = { tool: 'cat', words: [], lines: ['a line', '$(id)'] };
    const input = { state, applied: '000007', pending: '', batch, forget: [], record, ...changes };
    const { status, stdout } = spawnSync('sh', ['-s'], { input: changeScript(input), encoding: 'utf8' });
    return [status, stdout.trim()];
  };
  const bans = () => readFileSync(join(state, 'bans'), 'utf8').replace(/ \d{9,} /g, ' UNTIL ');

  test('writes down what was banned and why, and forgets what is over or replaced', () => {
    writeFileSync(
      join(state, 'bans'),
      '198.51.100.1 1 over\n198.51.100.2 99999999999 runs\n198.51.100.7 99999999999 old\n',
    );
    expect(run({ forget: ['198.51.100.7'] })).toEqual([0, 'done']);
    expect(bans()).toBe(`198.51.100.2 UNTIL runs\n198.51.100.7 UNTIL ${record.reason}\n`);
    expect(run({ forget: 'all', record: undefined })).toEqual([0, 'done']);
    expect(bans()).toBe('');
  });

  test('says when the tool refuses, when another is at work, and when something else is applied by now', () => {
    const failing = { tool: 'sh', words: ['-c', "'echo Set is full >&2; exit 1'"], lines: [] };
    expect(run({ batch: failing })).toEqual([0, 'failed Set is full']);
    expect(readdirSync(state)).toEqual(['applied']);
    expect(run({ applied: '000006' })).toEqual([0, 'moved']);
    expect(run({ pending: '000008' })).toEqual([0, 'moved']);
    mkdirSync(join(state, 'lock'));
    const began = readFileSync(`/proc/${process.pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ')[19];
    writeFileSync(join(state, 'lock/owner'), `${process.pid} ${began}\n`);
    expect(run()).toEqual([0, `busy another vosguard is at work on this host, process ${process.pid}`]);
  });
});
