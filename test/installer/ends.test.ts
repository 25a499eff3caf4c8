import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();
const functions = (...names: readonly string[]) => names.map(functionText).join('\n');

/** The words and the end of the installer; what it would do is told instead of done. */
const begin = () => `set -u
at='${folder()}' STATE="$at/state" SNAP="$at/state/snap" WORK="$at" LOG="$at/log" ROOT= HALF= PLACE= TEMPORARY= LOCKED=no
mkdir -p "$SNAP"; true > "$LOG"
${functions('say', 'give_up', 'refuse', 'usage_fault', 'leave', 'tools_said', 'shield')}
call() { echo sh install.sh; }
rooted() { :; }
check_root() { :; }
drop_lock() { [ "$LOCKED" = no ] || echo 'lock given back'; LOCKED=no; }
`;

describe.each(shells)('%s', (...shell) => {
  const run = (script: string) => runShell(shell, begin() + script);

  test.each([
    ['know_lists() { return 1; }', 3],
    ['know_lists() { return 1; }; exec 2>&-', 3],
    ['know_lists() { :; }', 0],
    ['know_lists() { :; }; exec 2>&-', 0],
  ])('a dry run is never an apply: %s', (more, status) => {
    const { out, ...ended } = run(`${functions('apply')}
prepare() { :; }; probe() { :; }; dry_run() { echo 'dry run'; leave 0; }; take_lock() { echo APPLIED; leave 9; }
COMMAND=dry_run; ${more}
apply`);
    expect(out).toBe(status === 0 ? 'dry run\n' : '');
    expect(ended.status).toBe(status);
  });

  test.each(['', 'exec 2>&-', 'exec 2> /dev/full'])(
    'rules that nft rejects are never loaded: %s',
    (closed) => {
      const { out, status } = run(`${functions('probe')}
scratch_is_apart() { return 1; }; nft() { return 1; }; TARGET=$at; echo x > "$at/nft"
${closed}
probe; echo LOADED`);
      expect([out, status]).toEqual(['', 3]);
    },
  );

  test('what the caller has closed is opened, so that no file takes its place', () => {
    const head = partsText('10-options.sh').split('\nDIR=')[0];
    const { out } = run(`(${head}
open=; for one in 0 1 2; do [ ! -e "/proc/self/fd/$one" ] || open="$open$one"; done; echo "$open" > "$at/file") <&- >&- 2>&-
cat "$at/file"`);
    expect(out).toBe('012\n');
  });

  test('a wrong use gives back the lock and its folder', () => {
    const { out, status } = run(
      `LOCKED=yes TEMPORARY=$at/own; mkdir "$at/own"; (usage_fault no) 2> /dev/null; echo "$?"; ls -d "$at/own"`,
    );
    expect([out, status]).toEqual(['lock given back\n2\n', 2]);
  });

  test('a confirmation goes to its end, whatever becomes of its terminal', () => {
    const { out, status } = run(`${functions('confirm', 'decide')}
open_work() { trap 'leave 3' HUP INT TERM; }; find_pending() { :; }; boot_id() { echo 1; }; connection() { :; }
CODE=7; echo 7 > "$SNAP/code"; echo 1 > "$SNAP/boot"
keep() { for signal in HUP INT TERM PIPE; do kill -s "$signal" "$$"; done; cat "$SNAP/decision"; echo kept; }
confirm`);
    expect([out, status]).toEqual(['confirmed\nkept\n', 0]);
  });

  test('an uninstall that gets no lock leaves what looks after the rules, and one that has it goes to the end', () => {
    const uninstall = `${functions('uninstall')}
open_work() { trap 'leave 3' HUP INT TERM; }; at_work() { echo busy; }; find_pending() { return 1; }; look_for_wait() { :; }
stop_keeper() { echo stopped; kill -s HUP "$$"; }
second_tools() { echo 'went on'; leave 0; }
SNAP=$at/none`;
    expect(run(`${uninstall}\ntake_lock() { return 1; }\nuninstall`)).toMatchObject({ out: '', status: 3 });
    expect(
      run(`${uninstall}\ntake_lock() { LOCKED=yes; }
have() { return 1; }; put_rules() { :; }; put_nft() { echo 'went on'; leave 0; }\nuninstall`).out,
    ).toMatch(/^stopped\nwent on\n/);
  });

  test('of two who put observing rules into force, the second finds it done and changes nothing', () => {
    const force = `${functions('put_into_force')}
mkdir "$SNAP/enforcing" "$SNAP/target"; CONFIRM=60 CODE=111111; echo 111111 > "$SNAP/code"; true > "$SNAP/asked"
take_lock() { LOCKED=yes; true > "$SNAP/enforced"; echo 222222 > "$SNAP/code"; }
back() { echo "BACK: $*"; leave 3; }; failed() { back failed; }; connection() { :; }; started() { echo 1; }
know_lists() { :; }; keep_clocks() { :; }; put_all() { echo LOADED; }; verify() { :; }
put_into_force; echo "$?"; cat "$SNAP/code"; ls "$SNAP"`;
    expect(run(force).out).toBe(
      'lock given back\n1\n222222\nasked\ncode\nenforced\nenforcing\ntarget\nwork\n',
    );
  });

  test('enforce tells the second where the code is, and observing goes on to wait', () => {
    const stubs = `open_work() { :; }; find_pending() { :; }; report() { :; }; look_for_wait() { :; }
put_into_force() { return 1; }; back() { echo BACK; leave 4; }
await_end() { echo "waits $AWAIT"; leave 0; }; finish_apply() { echo ASKED; leave 4; }
LEARNED= POLICY=p CODE=1; echo nftables > "$SNAP/backend"; echo 60 > "$SNAP/confirm"`;
    expect(run(`${functions('enforce', 'is_amount', 'number_in')}\n${stubs}\nenforce`)).toEqual({
      out: '',
      said: 'vosguard: somebody else has put them into force just now: confirm with the code that was shown there\n',
      status: 3,
    });
    expect(
      run(`${functions('observe')}\n${stubs}\nOBSERVE=0 ENFORCE=yes READING=600 CONFIRM=60\nobserve`).out,
    ).toBe('waits 1560\n');
  });

  test('what fetched lists were loaded with is known until others are loaded, also after a dry run', () => {
    const held = `mkdir "$STATE/fetched"; true > "$STATE/fetched/loaded"; TARGET=$at BACKEND=nftables DIR=$at
told() { if [ -e "$STATE/fetched/loaded" ]; then echo "$1: kept"; else echo "$1: forgotten"; fi; }
${functions('fill_fetched', 'forget_loaded', 'apply', 'load_all')}
artifact() { :; }; fetched_networks() { true > "$WORK/fetched.networks"; }; as_addresses() { :; }
for stub in take_lock check_pending check_etc know_lists probe ask_for_lock open_snapshot snapshot arm await_profile load_modules carry_over \\
	store_lists remembered_nft; do eval "$stub() { :; }"; done
prepare() { fill_fetched; told prepared; }; dry_run() { told 'dry run'; leave 0; }; put_sets() { told load; leave 0; }
OBSERVE=0`;
    expect(run(`${held}\nCOMMAND=dry_run; apply`).out).toBe('prepared: kept\ndry run: kept\n');
    for (const load of ['COMMAND=apply; apply', 'COMMAND=boot; prepare; load_all'])
      expect(run(`rm -rf "$STATE/fetched"; ${held}\n${load}`).out).toBe('prepared: kept\nload: forgotten\n');
  });

  test('a set that cannot be read ends the command, and is not shown as an empty one', () => {
    const listed = `${functions('merged', 'list_known', 'list_bans', 'told_bans', 'bans', 'known', 'merged_subnets', 'sources_of', 'change_by_hand', 'known_remove')}
FORMAT= WORDS= ACTION=list LIMIT= BACKEND=nftables COMMAND=known ALL=
refuse_words() { :; }; open_applied() { :; }; sets_of() { echo "$1$2"; }; entries_of() { return 1; }; make_batch() { echo CHANGED; }
named_sources() { :; }; take_lock() { :; }`;
    for (const command of ['known', 'bans', 'ALL=yes ACTION=remove; known'])
      expect(run(`${listed}\n${command}`)).toMatchObject({ out: '', status: 3 });
  });
});
