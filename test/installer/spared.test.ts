import { writeFileSync } from 'node:fs';
import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();

/** FAMILY KIND HOLDS NAME SIZE SECONDS POLICY PLACE. */
const told = (prefix: string, dash: string) =>
  [
    ['static', '-', 'trusted', 'trusted'],
    ['fetched', '-', 'named.trusted', 'trusted'],
    ['fetched', '-', 'named.service.ssh', 'services.ssh'],
    ['fetched', '-', 'fetched', 'blocked'],
    ...['banned', 'proven', 'paroled', 'known', 'registered', 'subnets', 'returned', 'called'].map(
      (holds) => ['learned', holds, holds, 'sip'],
    ),
  ]
    .flatMap(([kind, holds, name, policy]) =>
      [4, 6].map(
        (family) => `${family} ${kind} ${holds} ${prefix}${name}${dash}${family} 1000 3600 ${policy} p:1:1\n`,
      ),
    )
    .join('');

const backends = [
  ['nftables', told('', '')],
  ['iptables', told('vg-', '-')],
] as const;

/** A host whose sets are files: of each a line ENTRY LEFT. */
const host = (backend: string, sets: string) => {
  writeFileSync(`${folder()}/told`, sets);
  return `set -u; LC_ALL=C; export LC_ALL
${partsText('25-lists.sh', '30-sets.sh', '38-told.sh', '58-known.sh', '86-applied.sh', '88-sources.sh', '98-sets-changed.sh', '98-sets.sh', '98-exchange.sh')}
${functionText('told_json')}
cd '${folder()}'; mkdir -p state sets
STATE=state SNAP=state/snap WORK='${folder()}' LOG=log BACKEND=${backend} ROOT= INPUT= FORMAT= FOR= REASON= ALL= COMMAND=bans MOST_SECONDS=2000000
HOLDING=$(awk '$2 == "learned" { print "${backend}", $3, $1, $4 }' told)
say() { echo "said $*"; }
refuse() { echo "refused $*"; exit 3; }
usage_fault() { refuse "$@"; }
leave() { exit "$1"; }
span() { echo "$1 s"; }
connection() { :; }
on_disk() { mv -f "$1" "$2"; }
load_batch() { sort batch; }
entries_of() { cat "sets/$1" 2> /dev/null || :; }
holds() { grep -q "^$2 " "sets/$1" 2> /dev/null; }
put() { for name in $(awk -v named="$1" -v family="$2" '{ one = $4; sub(/^vg-/, "", one); sub(/-?[46]$/, "", one) } one == named && $1 == family { print $4 }' told); do echo "$3 \${4:-0} -" >> "sets/$name"; done; }
offer() { { echo 'vosguard sets 1'; cat; echo end; } > asked; import_sets; }
`;
};

describe.each(shells)('%s', (...shell) => {
  describe.each(backends)('%s', (backend, sets) => {
    const run = (script: string) => {
      const ended = runShell(shell, host(backend, sets) + script);
      expect(ended.said.replaceAll(/^vosguard: .*\n/gm, '')).toBe('');
      return ended;
    };

    const peers = `put named.trusted 4 198.51.100.7; put named.service.ssh 4 198.51.100.8
put named.trusted 6 2001:db8:0:7:1:2:3:4; put fetched 4 198.51.100.9; put trusted 4 198.51.100.1\n`;

    test('whom a name lets in is not banned by hand, nor with his subnet', () => {
      for (const [source, list] of [
        ['198.51.100.1', 'trusted'],
        ['198.51.100.7', 'trusted'],
        ['198.51.100.8', 'services.ssh'],
        ['2001:db8:0:7::9', 'trusted'],
      ]) {
        const { out, said } = run(`${peers}named_sources ${source}; bans_add`);
        expect(said).toContain(`is not banned: it is in ${list} (p:1:1)`);
        expect(out).toBe('refused nobody is left of those that were named\n');
      }
      const subnet = run(`${peers}WHOLE_SUBNETS=yes; named_sources 198.51.100.0/24; bans_add`);
      expect(subnet.out).toContain('253 sources are banned');
      expect(run(`${peers}named_sources 198.51.100.9; bans_add`).out).toContain('198.51.100.9 is banned');
    });

    test('he needs not be known, and is not banned by another host', () => {
      expect(run(`${peers}COMMAND=known; named_sources 198.51.100.7; known_add`).out).toBe(
        'refused nobody is left of those that were named\n',
      );
      const { out } = run(
        `${peers}printf '%s\\n' 'banned 198.51.100.7 60' 'hand 2001:db8:0:7:: 60 x' 'subnets 198.51.100.0/24 60' 'known 198.51.100.7 60' | offer`,
      );
      expect(out).toContain('0 bans and 0 known sources are new');
      expect(out).toContain('or where you come from: 3\n');
    });

    test('of a subnet that another host has banned by hand, who was known here is known no more', () => {
      const out = run(`put known 4 203.0.113.7 60; put registered 4 203.0.113.7 60; put known 4 203.0.113.8 60
put known 4 192.0.2.7 60; put known 4 198.51.100.7 60; put known 6 2001:db8:7:1:: 60
printf '%s\\n' 'hand 203.0.113.0/24 600 x' 'hand 2001:db8:7::/48 600' 'subnets 198.51.100.0/24 600' 'known 203.0.113.8 60' | offer; cat moves`).out;
      const moves = out
        .split('\n')
        .filter((line) => /^(known|registered) /.test(line))
        .sort();
      expect(moves).toEqual([
        'known 4 203.0.113.7',
        'known 6 2001:db8:7:1::',
        'registered 4 203.0.113.7',
        'registered 6 2001:db8:7:1::',
      ]);
    });
  });
});
