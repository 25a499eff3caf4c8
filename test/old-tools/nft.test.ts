import { atLeast } from '../../src/platform/platform.js';
import { exampleNames } from '../kernel/examples.js';
import { compileFor } from '../platforms/compile-for.js';

interface Construct {
  readonly text: RegExp;
  readonly example: string;
  /** The first version that takes it: built from its tag and run, or the kernel's source. */
  readonly nft: string;
  readonly kernel: string;
}

/** What nft 0.9.3 to 1.1.6 and Linux 4.18 to 6.18 do not all take. A rule that has it must not reach an older host. */
const constructs: readonly Construct[] = [
  { text: /@ih,/, example: '@ih,0,32 0x52454749', nft: '1.0.1', kernel: '5.16' },
  { text: /\bdelete @/, example: '\tdelete @s { ip saddr }', nft: '0.9.3', kernel: '5.4' },
  { text: /^destroy /m, example: 'destroy table inet vosguard', nft: '1.0.7', kernel: '6.3' },
  { text: /\btypeof /, example: 'typeof ip saddr', nft: '0.9.4', kernel: '4.18' },
  { text: /hook ingress/, example: 'hook ingress device eth0', nft: '0.9.7', kernel: '5.10' },
  { text: /devices = \{ "/, example: 'devices = { "eth0" }', nft: '1.0.2', kernel: '5.10' },
]; // biome-ignore format: a table

/** As written for each row with nft 0.9; `generic` is what nft 1.0.0 and kernel 5.10 take. */
const rows = [
  { name: 'el8', nft: '0.9.3', kernel: '4.18' },
  { name: 'ubuntu2004', nft: '0.9.3', kernel: '5.4' },
  { name: 'debian11', nft: '0.9.8', kernel: '5.10' },
  { name: 'generic', nft: '1.0.0', kernel: '5.10' },
] as const;

const refusedBy = ({ nft, kernel }: { readonly nft: string; readonly kernel: string }) =>
  constructs.filter((one) => !atLeast(nft, one.nft) || !atLeast(kernel, one.kernel));

test.each(constructs)('$example is recognised', ({ text, example }) => {
  expect(example).toMatch(text);
});

describe.each(rows)('$name', (row) => {
  test.each(exampleNames)('%s has nothing that nft or the kernel there refuses', (example) => {
    const rules = compileFor(row.name, example).artifacts.get('nftables.nft') ?? '';
    expect(rules).toMatch(/^table inet vosguard \{$/m);
    for (const { text } of refusedBy(row)) expect(rules).not.toMatch(text);
  });
});
