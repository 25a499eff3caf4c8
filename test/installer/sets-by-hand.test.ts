import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();

/**
 * Sets of nft that have the size of the manifest: `told` of four to a family, two addresses each. nft counts what a batch adds before it counts
 * what that deletes, so a batch with more than fits is refused as the kernel does it.
 */
const begin = () => `set -u
at='${folder()}' STATE="$at" WORK="$at" LOG="$at/log" ROOT= BACKEND=nftables FORMAT= ALL= FOR= REASON= COMMAND=bans
true > "$LOG"; true > "$at/bans"; true > "$at/spared"
${partsText('30-sets.sh', '86-applied.sh', '98-sets.sh', '98-sets-changed.sh')}
${functionText('say')}
${functionText('sets_of')}
for family in 4 6; do
	for what in banned paroled proven returned subnets known registered; do echo "$family learned $what $what$family 2 60 sip.bans at"; done
done > "$at/told"
HOLDING=$(awk '{ print "nftables", $3, $1, $4 }' "$at/told")
refuse() { echo "REFUSED: $1"; exit 3; }
tools_said() { :; }; on_disk() { mv -f "$1" "$2"; }; call() { echo vosguard; }; rooted() { :; }; usage_fault() { refuse "$1"; }
spare() { :; }
held() { echo "$2" | tr ' ' '\\n' | sed '/^$/d' > "$at/held.$1"; }
for name in $(cut -d' ' -f4 "$at/told"); do held "$name" ''; done
entries_of() { awk '{ print $1, 50, 60 }' "$at/held.$1"; }
holds() { grep -qxF "$2" "$at/held.$1"; }
nft() {
	while read -r verb kind _ _ name rest; do
		rest=$(echo "$rest" | tr -d '{}' | tr ',' '\\n' | awk '{ print $1 }')
		case $verb in
		flush) true > "$at/held.$name" ;;
		add)
			echo "$rest" | cat - "$at/held.$name" | sort -u > "$at/new.$name"
			[ "$(wc -l < "$at/new.$name")" -le 2 ] || return 1
			mv "$at/new.$name" "$at/held.$name" ;;
		delete)
			for one in $rest; do holds "$name" "$one" || return 1; done
			echo "$rest" > "$at/gone"; awk -v gone="$at/gone" 'FILENAME == gone { no[$1]; next } !($1 in no)' "$at/gone" "$at/held.$name" > "$at/new.$name"
			mv "$at/new.$name" "$at/held.$name" ;;
		esac
	done < "$2"
}
named() { for one in "$@"; do case $one in *:*) echo "6 $one $one/64" ;; *) echo "4 $one $one" ;; esac; done > "$at/sources"; cp "$at/sources" "$at/named"; }
all() { for name in $(cut -d' ' -f4 "$at/told"); do echo $name: $(sort "$at/held.$name"); done | grep ': '; }
`;

describe.each(shells)('%s', (...shell) => {
  const run = (script: string) => runShell(shell, begin() + script);

  test('everybody is let in where more are banned than one set has room for', () => {
    const { out } =
      run(`held banned4 '192.0.2.1 192.0.2.2'; held proven4 '192.0.2.3 192.0.2.4'; held returned6 '2001:db8:1:1:: 2001:db8:1:2::'
held subnets4 '198.51.100.0 198.51.101.0'; held known4 '192.0.2.9'; ALL=yes; bans_remove; all`);
    expect(out).toBe('nobody is banned any more\nknown4: 192.0.2.9\n');
  });

  test('what does not fit is told by the key that can be changed; a subnet that is there takes no more room', () => {
    const fitting = (there: string) =>
      run(`held subnets4 '${there}'
for one in 198.51.100.0/24 198.51.101.0/24; do echo "4 $one $one"; done > "$at/subnets"; cp "$at/subnets" "$at/sources"; fit_subnets && echo fits`)
        .out;
    expect(fitting('198.51.100.0')).toBe('fits\n');
    expect(fitting('198.51.100.0 198.51.101.0')).toBe('fits\n');
    expect(fitting('198.51.102.0')).toBe(
      'REFUSED: 2 subnets do not fit: subnets4 holds 2, and 1 others are in it; see sip.sizes.banned, of which subnets have a quarter\n',
    );
  });

  test('nobody is known any more, whatever is registered', () => {
    const { out } = run(
      `held known4 '192.0.2.1 192.0.2.2'; held registered4 '192.0.2.3 192.0.2.4'; held banned4 192.0.2.9; ALL=yes; known_remove; all`,
    );
    expect(out).toBe('no source is known any more\nbanned4: 192.0.2.9\n');
  });

  test('a full set that does not hold a source is no matter for it', () => {
    const full = `for one in banned paroled returned; do held "$one"4 '192.0.2.1 192.0.2.2'; done; held proven4 198.51.100.7`;
    const left = `banned4: 192.0.2.1 192.0.2.2\nparoled4: 192.0.2.1 192.0.2.2\nreturned4: 192.0.2.1 192.0.2.2\n`;
    expect(run(`${full}; named 198.51.100.7; bans_remove; all`).out).toBe(
      `198.51.100.7 is no longer banned\n${left}`,
    );
    expect(run(`${full}; named 198.51.100.7; known_add; all`).out).toBe(
      `198.51.100.7 is known for 1m\n${left}known4: 198.51.100.7\nregistered4: 198.51.100.7\n`,
    );
  });

  test('many are taken out of the sets that hold them, of both families', () => {
    const { out } =
      run(`held banned6 '2001:db8:0:1:: 2001:db8:0:2::'; held banned4 '192.0.2.1 192.0.2.2'; held proven4 '192.0.2.5 192.0.2.6'
named 192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.5 2001:db8:0:1:: 2001:db8:0:2::; bans_remove; all`);
    expect(out).toMatch(/\nproven4: 192\.0\.2\.6\n$/);
  });
});
