import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();

/** A profile with an end, whose snapshot takes 3 MB: 11 MB are kept for it. `disk` says how much is free, and a dd beyond that fails half way. */
const begin = () => `set -u
STATE='${folder()}' ROOT= FORMAT= CONFIRM=60 YES=yes CALL= NUMBER= LISTING=no
SNAP=$STATE/snapshots/000002
mkdir -p "$SNAP" "$STATE/snapshots/000001"; echo 000002 > "$STATE/applied"; echo 000001 > "$SNAP/base"; true > "$SNAP/backend"
${partsText('87-rollback.sh', '88-profile.sh')}
${functionText('say')}
check_root() { :; }; open_work() { :; }; leave() { echo "left $1"; exit "$1"; }; refuse() { echo "REFUSED: $1"; exit 3; }
find_pending() { return 1; }
free=100000
du() { printf '3000\t%s\n' "$2"; }
df() { printf 'Filesystem 1024-blocks Used Available Capacity Mounted\\n/dev/disk 1 1 %s 1%% /\\n' "$free"; }
dd() {
	for word in "$@"; do case $word in of=*) to=\${word#of=} ;; count=*) count=\${word#count=} ;; esac; done
	echo "$count" > "$to"
	[ "$count" -le "$free" ]
}
room() { if [ -e "$STATE/profile.room" ]; then echo "room of $(cat "$STATE/profile.room")"; else echo 'no room'; fi; }
`;

describe.each(shells)('%s', (...shell) => {
  const run = (script: string) => runShell(shell, begin() + script);

  test.each([
    [100_000, 'room of 11048'],
    [22_096, 'room of 11048'],
    [22_095, 'no room'],
    [8_000, 'no room'],
  ])('of %d kB free, what is kept for the end of a profile leaves others as much', (free, kept) => {
    expect(run(`free=${free}; keep_profile_room; room`).out).toBe(`${kept}\n`);
  });

  test('what the disk does not take after all is taken away again', () => {
    const { out, said } = run('df() { :; }; free=8000; keep_profile_room; room');
    expect(out).toBe('no room\n');
    expect(said).toContain('there is little room');
  });

  test('profile off has the room for what comes back, and keeps it anew where that has failed', () => {
    const off = (status: number) =>
      run(
        `keep_profile_room; ACTION=off; bring_back() { room; return ${status}; }; leave() { room; exit; }; profile`,
      ).out;
    expect(off(0)).toBe('no room\nno room\n');
    expect(off(3)).toBe('no room\nroom of 11048\n');
  });

  test('so has a rollback; what is kept then is for the profile that is in force then', () => {
    const back = (script: string) =>
      run(`keep_profile_room; export STATE
echo '[ -e "$STATE/profile.room" ] || echo free; ${script}' > "$SNAP/back.sh"; leave() { room; exit; }; rollback`)
        .out;
    expect(back('rm "$STATE/applied"')).toBe('free\nno room\n');
    expect(back('echo 000001 > "$STATE/applied"')).toBe('free\nno room\n');
    expect(back('exit 3')).toBe('free\nroom of 11048\n');
  });
});
