import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();
/** STATE and SNAP are folders of the test; nobody sleeps. */
const begin = () => `set -u
STATE='${folder()}/state' SNAP='${folder()}/snap' LOCKED=no LOG=/dev/null GUARD=no
mkdir -p "$STATE" "$SNAP"
${partsText('20-listings.sh', '34-files.sh', '35-lock.sh', '38-told.sh')}
${functionText('wait_for_child')}
sleep() { :; }
`;

describe.each(shells)('%s', (...shell) => {
  const run = (script: string) => runShell(shell, begin() + script);

  test('a lock whose owner is gone is taken over, and a live one is not', () => {
    expect(
      run('mkdir "$STATE/lock"; echo "1 5" > "$STATE/lock/owner"; take_lock 3 && cat "$STATE/lock/owner"')
        .out,
    ).toMatch(/^\d+ \d+\n$/);
    expect(
      run(
        'mkdir "$STATE/lock.x"; rm -rf "$STATE/lock"; mkdir "$STATE/lock"; echo "1 $(started 1)" > "$STATE/lock/owner"; take_lock 3 || echo none',
      ).out,
    ).toBe('none\n');
  });

  test('whoever was faster keeps the lock that he has taken over', () => {
    // Between the look and the move, somebody else has taken the stale lock away and made his own.
    const { out } = run(`mkdir "$STATE/lock"; echo '1 5' > "$STATE/lock/owner"
mv() {
	[ -e "$STATE/once" ] || { true > "$STATE/once"; echo "1 $(started 1)" > "$STATE/lock/owner"; }
	command mv "$@"
}
take_lock 3 || echo none
cat "$STATE/lock/owner"; ls "$STATE"`);
    expect(out).toMatch(/^none\n1 \d+\nlock\nonce\n$/);
  });

  test('what is let go is only one’s own', () => {
    const { out } = run(`take_lock 0; echo "1 5" > "$STATE/lock/owner"; drop_lock; ls "$STATE"
rm -rf "$STATE/lock"; take_lock 0; drop_lock; ls "$STATE"`);
    expect(out).toBe('lock\n');
  });

  test('a second refresh of lists ends at once, and leaves the files of the first alone', () => {
    const second = `${functionText('refresh_lists')}
waiting() { return 1; }
confirmed_apply() { SNAP=${folder()}/snap; mkdir -p "$SNAP/after"; echo nftables > "$SNAP/backend"; }
refuse() { echo "refused: $*"; leave 3; }
leave() { echo "leave $1"; exit "$1"; }
switch_lists() { echo feed; }
refresh_list() { echo fetched; }
WORDS= DUE=$1 PLACE= ACCEPT=
mkdir "$STATE/refreshing"; echo "1 $(started 1)" > "$STATE/refreshing/owner"
refresh_lists`;
    expect(run(`set -- yes\n${second}`).out).toBe('leave 0\n');
    expect(run(`rm -rf "$STATE/refreshing"; set -- no\n${second}`).out).toBe(
      'refused: another refresh is at work on this host, process 1\nleave 3\n',
    );
  });

  test('a refresh that is killed is not begun anew at once, and keeps what stood', () => {
    const killed = `${functionText('refresh_list')}
${functionText('write_told')}
${functionText('is_due')}
${functionText('of_conf')}
${functionText('origin_of')}
${functionText('is_names')}
${functionText('came')}
sum_of() { sha256sum | cut -d' ' -f1; }
fetch_list() { exit 9; }
WORK=$STATE ACCEPT=; mkdir -p "$STATE/fetched"
printf 'list feed\\nurl https://lists.example/feed\\nevery 3600\\n' > "$STATE/block"
echo 4198 > "$STATE/fetched/feed"
printf 'origin %s\\nfetched 5\\nentries 1\\ndue 6\\n' "$1" > "$STATE/fetched/feed.told"
(refresh_list feed); echo "$?"
is_due feed || echo 'not due'
sed '/^due /d; /^tried /d; /^origin /d' "$STATE/fetched/feed.told"; ls "$STATE/fetched"`;
    const said = (fetched: number, files: string) =>
      `9\nnot due\nfetched ${fetched === 0 ? '' : fetched}\nentries ${fetched === 0 ? 0 : 1}\nfailed it was begun, and has not come to an end\n${files}`;
    expect(
      run(
        `set -- "$(printf 'list feed\\nurl https://lists.example/feed\\nevery 3600\\n' | sha256sum | cut -d' ' -f1)"\n${killed}`,
      ).out,
    ).toBe(said(5, 'feed\nfeed.told\n'));
    // Of another address it is nothing that stood.
    expect(run(`rm -rf "$STATE/fetched"; set -- other\n${killed}`).out).toBe(said(0, 'feed.told\n'));
  });
});

describe.each(shells)('%s: what an installer has left at work', (...shell) => {
  const run = (script: string) => runShell(shell, begin() + script);
  const waits = `command sleep 30 & child=$!
cat "/proc/$child/stat" > "$SNAP/child"; boot_id > "$SNAP/boot"`;
  const lives =
    'if kill -0 "$child" 2> /dev/null && grep -q . "/proc/$child/cmdline"; then echo lives; kill "$child"; else echo gone; fi';

  test('is ended where it goes on', () => {
    expect(run(`${waits}\nwait_for_child\ncommand sleep 0.1\n${lives}`).out).toBe('gone\n');
  });

  test('is left alone where its pid is that of somebody else by now', () => {
    expect(
      run(
        `${waits}\necho "$child (sh) S 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 77 1" > "$SNAP/child"\nwait_for_child\n${lives}`,
      ).out,
    ).toBe('lives\n');
  });

  test('is left alone after another start of the host, and where an older version has left a pid', () => {
    expect(run(`${waits}\necho other > "$SNAP/boot"\nwait_for_child\n${lives}`).out).toBe('lives\n');
    expect(run(`${waits}\necho "$child" > "$SNAP/child"\nwait_for_child\n${lives}`).out).toBe('lives\n');
  });

  test('is written down with its beginning', () => {
    const { out } = run(`GUARD=yes; act sh -c 'echo "$$"' > "$SNAP/pid"; read -r line < "$SNAP/child"
[ "\${line%% *}" = "$(cat "$SNAP/pid")" ] && stat_word "$line" 20`);
    expect(out).toMatch(/^\d+\n$/);
  });
});
