import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platforms } from '../../src/platform/platform.js';
import { compileFor } from './compile-for.js';

const folder = join(import.meta.dirname, '..', 'golden-platforms');
const shared = join(import.meta.dirname, '..', 'golden');
const ofNftables = ['nftables.nft', 'signatures.rules', 'signatures6.rules'] as const;
const files = ['ipset.rules', 'iptables.rules', 'ip6tables.rules', ...ofNftables, 'sysctl.conf'] as const;
type File = (typeof files)[number];

/**
 * The row whose text each row has: a row that stands for itself has golden artifacts in `test/golden-platforms`.
 * `shared`: as in `test/golden`, whatever host the example names, for all of them have iptables 1.8. `none`: no such artifact.
 */
const sameAs: Readonly<
  Record<string, { readonly xtables: string; readonly nft: string; readonly sysctl: string }>
> = {
  generic: { xtables: 'shared', nft: 'generic', sysctl: 'generic' },
  centos6: { xtables: 'centos6', nft: 'none', sysctl: 'centos6' },
  centos7: { xtables: 'centos7', nft: 'none', sysctl: 'centos7' },
  el8: { xtables: 'shared', nft: 'el8', sysctl: 'el8' },
  ubuntu2004: { xtables: 'shared', nft: 'ubuntu2004', sysctl: 'el8' },
  debian11: { xtables: 'shared', nft: 'debian11', sysctl: 'el8' },
  ubuntu2204: { xtables: 'shared', nft: 'generic', sysctl: 'el8' },
  el9: { xtables: 'shared', nft: 'generic', sysctl: 'el8' },
  el10: { xtables: 'none', nft: 'debian12', sysctl: 'generic' },
  fedora: { xtables: 'shared', nft: 'debian12', sysctl: 'generic' },
  al2023: { xtables: 'shared', nft: 'debian12', sysctl: 'generic' },
  alpine: { xtables: 'shared', nft: 'debian12', sysctl: 'generic' },
  debian12: { xtables: 'shared', nft: 'debian12', sysctl: 'generic' },
  debian13: { xtables: 'shared', nft: 'debian12', sysctl: 'generic' },
  ubuntu2404: { xtables: 'shared', nft: 'debian12', sysctl: 'generic' },
  ubuntu2604: { xtables: 'shared', nft: 'debian12', sysctl: 'generic' },
};

const group = (file: File) =>
  ofNftables.some((one) => one === file) ? 'nft' : file === 'sysctl.conf' ? 'sysctl' : 'xtables';

/**
 * Where xt_bpf reads in the place of xt_u32, the rest of the rule is the same; `test/emit/iptables/bpf.test.ts` is about the rest. But nobody
 * is written down there: `test/legalize/notes.test.ts`.
 */
const readsBy = (match: 'bpf' | 'u32', text: string) =>
  text
    .replaceAll(/ -m recent --set --name vg-\S+-[46] --mask \S+ --r\w+/g, '')
    .replaceAll(match === 'bpf' ? /-m bpf --bytecode "[^"]*"/g : /-m u32 (?:! )?--u32 "[^"]*"/g, '-m READS');

/** The digest is over the file that names the platform, so it tells rows apart that are the same. */
const body = (text: string) => text.replace(/sha256 [0-9a-f]{64}/, 'sha256 (of the policy)');

test('each row of the table is there, and no other', () => {
  expect(Object.keys(sameAs).toSorted()).toEqual(platforms.map(({ name }) => name).toSorted());
});

/** Between them they have each form that a rule can take: trusted, services, encrypted ports, bans, both families. */
const examples = ['retail', 'ipv6-only'];

describe.each(platforms.map(({ name }) => name))('%s', (platform) => {
  test.each(examples)('%s', (example) => {
    const { artifacts } = compileFor(platform, example);
    const row = sameAs[platform] ?? { xtables: 'none', nft: 'none', sysctl: 'none' };
    for (const file of files) {
      const text = artifacts.get(file);
      const of = row[group(file)];
      const path = of === 'shared' ? join(shared, example, file) : join(folder, of, example, file);
      if (process.env.UPDATE_GOLDEN !== undefined && of === platform && text !== undefined) {
        mkdirSync(join(folder, of, example), { recursive: true });
        writeFileSync(path, body(text));
      }
      const wanted = of === 'none' || !existsSync(path) ? undefined : body(readFileSync(path, 'utf8'));
      const asIs = platforms.find(({ name }) => name === platform)?.reads === 'u32';
      const compared = (one: string | undefined, match: 'bpf' | 'u32') =>
        one === undefined || asIs ? one : readsBy(match, one);
      const got = compared(text === undefined ? undefined : body(text), 'bpf');
      expect([file, got]).toEqual([file, compared(wanted, 'u32')]);
    }
  });
});

test('every golden file has its row and its example', () => {
  const stale = readdirSync(folder).flatMap((row) =>
    readdirSync(join(folder, row)).filter((example) => !examples.includes(example)),
  );
  if (process.env.UPDATE_GOLDEN !== undefined)
    for (const row of readdirSync(folder))
      for (const example of stale) rmSync(join(folder, row, example), { recursive: true, force: true });
  else expect(stale).toEqual([]);
  expect(readdirSync(folder).filter((row) => !(row in sameAs))).toEqual([]);
});
