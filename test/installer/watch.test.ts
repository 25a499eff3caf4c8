import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();

/** A look of counters that are given, of a host that has nothing else to tell. */
const begin = () => `set -u
at='${folder()}' STATE="$at" WORK="$at" LOG="$at/log" SNAP="$at/000001" ROOT= BOOT=boot DISKS= QUIET=yes REFUSING= BACKEND=nftables REGISTERED=0
mkdir "$SNAP"; true > "$at/noted.now"; true > "$at/sets.now"
${partsText('30-sets.sh', '86-applied.sh', '95-status.sh', '98-watch-sample.sh', '98-watch-shown.sh', '98-watch.sh')}
counter() { echo "		counter packets $1 bytes 0 comment \\"$2\\""; }
`;

describe.each(shells)('%s', (...shell) => {
  const run = (script: string) => runShell(shell, begin() + script);

  test('answers in connections are no answers to REGISTERs', () => {
    const { out } = run(`list_own() {
	counter 3 asked.denied.seen.401; counter 2 asked.denied.seen.407; counter 40 answers.challenged.tcp.seen
	counter 5 answers.registered.seen; counter 50 answers.served.seen
}
sample | grep -e '^challenged ' -e '^accepted ' | sort`);
    expect(out).toBe(
      'accepted answers.registered.seen 5\nchallenged asked.denied.seen.401 3\nchallenged asked.denied.seen.407 2\n',
    );
  });

  test('what is refused because its subnet is banned is refused as banned', () => {
    const { out } =
      run(`printf '%s\\n' 'up 1000' 'of boot 000001' > "$at/sample.old"; true > "$at/watch.limits"
printf '%s\\n' 'up 1200' 'of boot 000001' 'refused strangers.udp.subnets 20' 'refused strangers.subnet.all 4' > "$at/sample.new"
next_state() { :; }; judge; grep '^class' "$at/look" | sort`);
    expect(out).toBe('class banned 10 0\nclass other 2 0\n');
  });

  test.each(['nftables', 'iptables'])(
    'who is refused most is told with the ban of its subnet: %s',
    (backend) => {
      const { out } = run(`BACKEND=${backend}; UNITS=$(cat <<'END'
function seconds(text) { sub(/s.*/, "", text); return text + 0 }
END
)
HOLDING=$(for family in 4 6; do for what in banned proven subnets; do echo "${backend} $what $family $what$family"; done; done)
${functionText('sets_of')}
nft() {
	while read -r verb _ _ _ name _ entry _; do
		case "$name $entry" in
		'banned4 192.0.2.9' | 'subnets4 198.51.100.0' | 'subnets6 2001:db8:9::') printf 'table inet vosguard {\\n\\tset %s {\\n\\t\\telements = { %s timeout 1h expires 30s }\\n\\t}\\n}\\n' "$name" "$entry" ;;
		esac
	done
}
saved_sets() {
	grep -q subnets4 "$1" || return 1
	printf 'add %s timeout 30\\n' 'banned4 192.0.2.9' 'subnets4 198.51.100.0' 'subnets4 203.0.113.0' 'subnets6 2001:db8:9::' 'banned4 192.0.2.50'
}
printf 'top %s 5 r\\n' 192.0.2.9 198.51.100.7 198.51.100.8 2001:db8:9:1::/64 192.0.2.10 > "$at/look"
most_refused`);
      const banned = (source: string, left: string) => `${source} 5 r ${left}\n`;
      expect(out.split(/(?<=\n)/).sort()).toEqual(
        [
          ...['192.0.2.9', '198.51.100.7', '198.51.100.8', '2001:db8:9:1::/64'].map((one) =>
            banned(one, '30'),
          ),
          banned('192.0.2.10', '-'),
        ].sort(),
      );
    },
  );
});

describe.each(shells)('%s: profile', (...shell) => {
  test.each(['status', 'done'])('%s tells programs where nothing was applied', (action) => {
    const { out } = runShell(
      shell,
      `set -u; STATE='${folder()}' FORMAT=json ACTION=${action} ROOT=
${partsText('88-profile.sh')}
${functionText('say')}
check_root() { :; }; open_work() { :; }; leave() { exit "$1"; }
profile`,
    );
    expect(JSON.parse(out)).toEqual({ format: 1, applied: false });
  });
});
