import { compileText } from './lint-text.js';

/** 1,000,000 addresses, no two of which are neighbours, all in 11.0.0.0/8, with comments and blank lines between them. */
function million(): string {
  const lines: string[] = ['# a list of a million', ''];
  for (let i = 0; i < 1_000_000; i++) {
    lines.push(`${11 + ((i >> 15) >> 7)}.${(i >> 15) & 127}.${(i >> 7) & 255}.${(i & 127) * 2 + 1}`);
  }
  return `${lines.join('\n')}\n`;
}

test('a list of a million addresses compiles to both backends, none lost', () => {
  const policy = 'vosguard: 1\naddresses: { listed: { file: listed.netset } }\nblocked: [listed]\n';
  const { artifacts } = compileText(policy, { 'listed.netset': million() });
  expect(artifacts.get('ipset.rules')?.match(/^add vg-blocked-4-new /gm)).toHaveLength(1_000_000);
  expect(artifacts.get('nftables.nft')?.match(/\b11\.\d+\.\d+\.\d+\b/g)?.length).toBe(1_000_000);
});
