import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readIpsetBans, readNftBans } from '../../src/bans/ban.js';
import { sharedText } from '../../src/emit/install/head.js';
import { compareChains } from '../../src/plan/compare/compare-chains.js';
import { readIptables } from '../../src/plan/iptables/read-iptables.js';
import { listingLines } from '../../src/plan/listing.js';
import { readSetContents } from '../../src/plan/nftables/listed-text.js';
import { readNftJson } from '../../src/plan/nftables/read-nft-json.js';
import { readConntrack, readTcpSockets } from '../../src/plan/peers/read-flows.js';
import { readCreated, readHeads, readMembers } from '../../src/plan/read-ipset.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { stepsOf } from '../hostile/steps.js';
import { compileText } from '../lint-text.js';

const folder = temporaryFolder();
const { artifacts } = compileText('vosguard: 1\ntrusted: [203.0.113.10]\n');
const ours = (artifacts.get('iptables.rules') ?? '')
  .replace(/^#.*\n/gm, '')
  .replace(/^-I (\S+) 1 /gm, '-A $1 ');

/** What somebody writes who wants a listing to be read otherwise: pieces of listings, and everything that quotes. */
const pieces = [
  '\n',
  '"',
  '\\',
  "'",
  ' ',
  'a',
  'COMMIT',
  '*filter',
  ':VG-x - [0:0]',
  '-A VG-hook.input -j ACCEPT',
  '[1:2] ',
  '--comment vg:hook.input -j VG-hook.input',
  'table inet vosguard {',
  '}',
  '\tset banned4 {',
  'create vg-x hash:ip family inet',
  'é',
];
const text = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
/** As xtables_save_string has it. */
const saved = (words: string) => `"${words.replace(/["\\']/g, '\\$&')}"`;
const rule = text.map((words) => `-A INPUT -m comment --comment ${saved(words)} -j ACCEPT`);

/** Our own listing with rules of others before, between and behind. */
const listing = fc.array(fc.tuple(fc.nat(200), rule), { maxLength: 12 }).map((all) => {
  const lines = ours.trimEnd().split('\n');
  for (const [place, foreign] of all) lines.splice(1 + (place % lines.length), 0, foreign);
  return `${lines.join('\n')}\n`;
});

const shells = [
  ['dash', 'awk'],
  ['busybox', 'busybox awk'],
] as const;

/** Runs functions of the installer beside tools that print what they are given. */
function shell(
  [name, awk]: (typeof shells)[number],
  script: string,
  tools: Readonly<Record<string, string>>,
): string {
  for (const [tool, output] of Object.entries(tools)) {
    writeFileSync(join(folder(), `${tool}.out`), output);
    writeFileSync(join(folder(), tool), `#!/bin/sh\ncat '${folder()}/${tool}.out'\n`);
    chmodSync(join(folder(), tool), 0o755);
  }
  writeFileSync(join(folder(), 'awk'), `#!/bin/sh\nexec ${awk === 'awk' ? '/usr/bin/awk' : awk} "$@"\n`);
  chmodSync(join(folder(), 'awk'), 0o755);
  const all = `PATH=${folder()}:$PATH; WORK=${folder()} LOG=/dev/null KNOWN=/dev/null LC_ALL=C; export LC_ALL\n${sharedText()}\n${script}`;
  writeFileSync(join(folder(), 'script'), all);
  const command = name === 'busybox' ? ['busybox', 'sh'] : [name];
  const { stdout, stderr, status } = spawnSync(
    command[0] ?? '',
    [...command.slice(1), join(folder(), 'script')],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const has = (name: string) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

test('rules of others, whatever their comments say, change nothing of what is read of ours', () => {
  fc.assert(
    fc.property(listing, (all) => {
      expect(readIptables(all, 'ipv4')).toEqual(readIptables(ours, 'ipv4'));
    }),
    { numRuns: 30 },
  );
});

for (const one of shells)
  (has(one[0]) ? test : test.skip)(
    `the installer reads the same with ${one.join(', ')}`,
    () => {
      const wanted = shell(one, 'ours_rules iptables "$WORK/o" && cat "$WORK/o"', {
        'iptables-save': ours,
        'iptables-restore': '',
      });
      expect(wanted).toContain('-A VG-hook.input');
      fc.assert(
        fc.property(listing, (all) => {
          const script =
            'ours_rules iptables "$WORK/o" && cat "$WORK/o" && echo ---- && whole_lines 1 0 < "$WORK/iptables-save.out"';
          const [read = '', whole] = shell(one, script, {
            'iptables-save': all,
            'iptables-restore': '',
          }).split('----\n');
          expect(read).toBe(wanted);
          expect(whole?.trimEnd()).toBe(listingLines(all.trimEnd(), 'iptables').join('\n').trimEnd());
        }),
        { numRuns: 25 },
      );
    },
    300_000,
  );

(has('dash') ? test : test.skip)(
  'sets of others, whatever they are called, are none of ours',
  () => {
    const head =
      'Name: vg-known-4\nType: hash:ip\nRevision: 6\nHeader: family inet hashsize 1024 maxelem 65536 timeout 0\nReferences: 1\n';
    const script = 'set_headers';
    const wanted = shell(shells[0], script, { ipset: head });
    expect(wanted).toBe('create vg-known-4 hash:ip family inet hashsize 1024 maxelem 65536 timeout 0\n');
    fc.assert(
      fc.property(
        text.filter((name) => !name.includes('\n\n') && !name.startsWith('\n') && !name.endsWith('\n')),
        (name) => {
          const other = `Name: ${name}\nType: hash:net\nRevision: 6\nHeader: family inet hashsize 8\nReferences: 1\n`;
          expect(shell(shells[0], script, { ipset: `${other}\n${head}\n${other}` })).toBe(wanted);
        },
      ),
      { numRuns: 20 },
    );
  },
  300_000,
);

test('a table of others in the words of nft is none of ours', () => {
  const table =
    'table inet vosguard {\n\tset banned4 {\n\t\ttype ipv4_addr\n\t\telements = { 192.0.2.1, 192.0.2.2 }\n\t}\n}\n';
  const wanted = readSetContents(table, () => true);
  expect(wanted.get('banned4')?.entries).toBe(2);
  fc.assert(
    fc.property(
      text.map((words) => words.replaceAll('"', '')),
      (words) => {
        const other = `table inet others {\n\tcomment "${words}"\n\tchain c {\n\t\ttcp dport 5 accept comment "${words}"\n\t}\n}\n`;
        expect(readSetContents(other + table + other, () => true)).toEqual(wanted);
      },
    ),
  );
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.oneof(text, fc.string()), { maxLength: 20 }).map((all) => all.join('\n')),
);

test('no reader of a listing throws, or gives a number that is none', () => {
  const files = ['ipset-7.17.txt', 'nft-1.0.6.json', 'nft-1.0.6.txt'].map((name) =>
    readFileSync(`test/plan/listings/${name}`, 'utf8'),
  );
  const cut = fc
    .tuple(fc.constantFrom(...files), fc.nat(4000), anything)
    .map(([file, at, more]) => file.slice(0, at) + more + file.slice(at));
  fc.assert(
    fc.property(fc.oneof(anything, cut), (all) => {
      const read = [
        readIptables(all, 'ipv6'),
        readHeads(all),
        readCreated(all),
        readMembers(all, 'vg-x').entries,
        readNftJson(all),
        [...readSetContents(all, () => true)],
        readConntrack(all, []),
        readTcpSockets(all, true),
        readIpsetBans(all),
        readNftBans(all),
      ];
      expect(
        JSON.stringify(read, (_, value) =>
          typeof value === 'bigint' ? `${value}` : Number.isNaN(value) ? 'NaN' : value,
        ),
      ).not.toContain('"NaN"');
    }),
    { numRuns: 300 },
  );
});

test('`Number of entries` that is no number is no count', () => {
  expect(
    readHeads('Name: vg-a\nType: hash:ip\nHeader: x\nNumber of entries: many\n')[0]?.entries,
  ).toBeUndefined();
});

/** Listings that a stranger hands over with `plan --against`. */
const long: Readonly<Record<string, (count: number) => string>> = {
  'a rule of many words': (count) => `*filter\n-A VG-a ${'-x y '.repeat(count)}\n`,
  'a rule with an option again and again': (count) => `*filter\n-A VG-a ${'--o 1 '.repeat(count)}\n`,
  'many rules': (count) =>
    `*filter\n${Array.from({ length: count }, (_, index) => `-A VG-a -s 10.0.${index >> 8}.${index & 255} -j DROP\n`).join('')}`,
  'many rules of one id': (count) =>
    `*filter\n${Array.from({ length: count }, (_, index) => `-A VG-hook.input -s 10.0.${index >> 8}.${index & 255} -m comment --comment vg:hook.input.drop -j DROP\n`).join('')}`,
  'ids the other way about': (count) =>
    `*filter\n${Array.from({ length: count }, (_, index) => `-A VG-a -m comment --comment vg:x${count - index} -j DROP\n`).join('')}`,
  'many chains': (count) =>
    `*filter\n${Array.from({ length: count }, (_, index) => `:VG-${index} - [0:0]\n`).join('')}`,
  'many comments that are not closed': (count) =>
    `*filter\n${'-A INPUT -m comment --comment "a -j ACCEPT\n'.repeat(count)}`,
};

test.each(Object.keys(long))(
  '%s: the steps grow as the listing does',
  (name) => {
    const steps = (count: number) => {
      const all = long[name]?.(count) ?? '';
      return stepsOf(() => {
        compareChains(readIptables(all, 'ipv4'), readIptables(ours, 'ipv4'), () => undefined);
        compareChains(
          readIptables(all, 'ipv4'),
          readIptables(all.replaceAll('DROP', 'ACCEPT'), 'ipv4'),
          () => undefined,
        );
      });
    };
    steps(10);
    expect(steps(3000) / steps(300)).toBeLessThan(15);
  },
  120_000,
);
