import { createHash } from 'node:crypto';
import { compilePolicy } from '../../src/compile.js';
import { memoryFiles } from '../parse/memory-files.js';

const quad = (value: number) =>
  [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
const addresses = (amount: number, suffix: string) =>
  Array.from({ length: amount }, (_, i) => `${quad(11 * 2 ** 24 + 4 * i)}${suffix}`);

function compiled(entries: readonly string[], lists: 'whole' | 'left out') {
  const files = memoryFiles({
    'policy.yaml': 'vosguard: 1\naddresses: { listed: { file: list.netset } }\nblocked: [listed]\n',
    'list.netset': entries.join('\n'),
  });
  const input = { path: 'policy.yaml', files, profile: undefined, today: '2026-06-01' };
  const result = compilePolicy(input, () => undefined, lists);
  if (result === undefined) throw new Error('the policy is right');
  return result;
}

const text = (of: ReturnType<typeof compiled>, file: string) => of.artifacts.get(file) ?? '';

test.each([
  ['addresses', '', 'flags constant\n'],
  ['networks', '/31', 'flags constant,interval\n'],
])(
  'a long list of %s has a digest, cannot be edited in nftables, and can be left out',
  (_, suffix, flags) => {
    const entries = addresses(10_000, suffix);
    const whole = compiled(entries, 'whole');
    const sha256 = createHash('sha256')
      .update(`${entries.join('\n')}\n`)
      .digest('hex');
    expect(whole.lists).toEqual([
      { name: 'vg-blocked-4', entries: 10_000, sha256 },
      { name: 'blocked4', entries: 10_000, sha256 },
    ]);
    expect(text(whole, 'install.sh')).toContain(`\nblocked4 10000 ${sha256}'`);
    const bare = compiled(entries, 'left out');
    expect(bare.lists).toEqual(whole.lists);
    const nft = text(whole, 'nftables.nft');
    expect(nft).toContain(`  set blocked4 {  # blocked\n    type ipv4_addr\n    ${flags}    elements = {\n`);
    expect(text(bare, 'nftables.nft')).toBe(nft.replace(/ {4}elements = \{\n {6}11\.[^}]*\}\n/, ''));
    expect(text(bare, 'ipset.rules')).toBe(
      text(whole, 'ipset.rules').replace(/^add vg-blocked-4-new .*\n/gm, ''),
    );
  },
);

test('a list that is a little shorter is like any other', () => {
  const { lists, artifacts } = compiled(addresses(9_999, ''), 'whole');
  expect(lists).toEqual([]);
  expect(artifacts.get('install.sh')).toContain("\nLISTS=''\n");
  expect(artifacts.get('nftables.nft')).not.toContain('constant');
});
