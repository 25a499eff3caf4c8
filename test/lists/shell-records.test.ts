import { folders, runShell, shells } from '../installer/run-shell.js';
import { functionText, partsText } from '../installer/shell-text.js';

const folder = folders();

/** A host that fetches `feed`, and an apply whose snapshot is in state/snap. */
const host = () => `set -u; LC_ALL=C; export LC_ALL
${partsText('25-lists.sh', '30-sets.sh', '38-told.sh', '89-lists-judge.sh', '89-lists-text.sh', '93-lists.sh', '93-lists-sets.sh')}
${['find_snapshots', 'learned_before'].map(functionText).join('\n')}
cd '${folder()}'; mkdir -p state/fetched state/snapshots state/snap work
STATE=state SNAP=state/snap WORK=work LOG=log ACCEPT= CONF=lists.conf BACKEND=nftables ROOT= DUE=no
have() { return 1; }
say() { echo "said $*"; }
refuse() { echo "refused $*"; exit 3; }
span() { echo "$1 s"; }
on_disk() { echo "$2" >> synced; mv -f "$1" "$2"; }
nft_live() { return 0; }
printf 'list feed\\nurl https://lists.example/feed\\nformat lines\\nhost_bits network\\nevery 60\\nmax_age 600000\\n' > lists.conf
cp lists.conf state/snap/lists.conf; block_of lists.conf feed > work/block
fetch_list() { echo 192.0.2.0/24 > work/fetched.raw; }
record() { printf 'origin %s\\nfetched %s\\nentries 1\\nfailed \\ndue %s\\n' "$(origin_of work/block)" "$1" "$2" > state/fetched/feed.told; true > state/fetched/feed; }
`;

/** What a stop of the host may leave of a number, or somebody's editor. */
const noNumbers = ['', '17x', '1 2', '-', '08', '99999999999999999999'];

describe.each(shells)('%s', (...shell) => {
  const run = (script: string) => runShell(shell, host() + script);

  test.each(noNumbers)('a list whose time is "%s" does not stand, and the shell goes on', (text) => {
    const { out, said } = run(`record '${text}' '${text}'
stands feed work/block && echo stands; echo on
tell_fetched; is_due feed && echo due
refresh_list feed; stands feed work/block && echo stands; grep -c . synced`);
    expect(said).toBe('');
    expect(out).toBe(
      'on\nwrong list feed: it was never fetched, so it blocks nobody\ndue\nfeed: 1 entries\nstands\n3\n',
    );
  });

  test.each(noNumbers)('a way back whose time is "%s" goes on, and a profile does not end', (text) => {
    const { out, said } = run(`printf '%s\\n' '${text}' > state/snap/time; echo 60 > state/snap/expires
echo 'banned4 4 192.0.2.1 50' > state/snap/learned.before
learned_before; echo "on $passed"; seconds_left > left || echo endless`);
    expect(said).toBe('');
    expect(out).toMatch(text === '08' ? /^on \d+\n$/ : /^on 0\nendless\n$/);
  });

  test('what somebody has put beside the snapshots is none', () => {
    const { out } = run(
      'mkdir state/snapshots/000001 state/snapshots/000002 state/snapshots/000002.old; find_snapshots',
    );
    expect(out).toBe('000001\n000002\n');
  });
});
