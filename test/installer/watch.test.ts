import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();

/** A look of counters that are given, of a host that has nothing else to tell. */
const begin = () => `set -u
at='${folder()}' STATE="$at" WORK="$at" LOG="$at/log" SNAP="$at/000001" ROOT= BOOT=boot DISKS= QUIET=yes REFUSING= BACKEND=nftables REGISTERED=0
mkdir "$SNAP"; true > "$at/noted.now"; true > "$at/sets.now"
${partsText('30-sets.sh', '95-status.sh', '98-watch-sample.sh', '98-watch-shown.sh', '98-watch.sh')}
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
