import { writeFileSync } from 'node:fs';
import { folders, runShell, shells } from './run-shell.js';
import { codeOf, functionText, parts, partsText } from './shell-text.js';

const folder = folders();

/**
 * A way back as an apply writes it, whose `restore` does nothing but take its time: it notes that it has begun, and that it has
 * come to its end. The lock is real.
 */
function begin(): string {
  writeFileSync(`${folder()}/installer`, [...parts.values()].join('\n'));
  return `set -u
at='${folder()}' STATE="$at/state" SNAP="$at/state/snap" SCRIPT="$at/installer"
ROOT= LEARNED= TRUSTED= WAIT= KIND= POLICY=p GUARD=no LOCKED=no
mkdir -p "$SNAP"
${functionText('quoted')}
${partsText('70-arm.sh')}
write_back
sed '/^# Whoever goes back goes/i\\
sleep() { command sleep 0.1; }\\
restore() { echo begun >> "$STATE/did"; command sleep 0.4; echo ended >> "$STATE/did"; RESULT=$SNAP/result; echo restored > "$RESULT"; }' "$SNAP/back.sh" > "$at/back.sh"
true > "$SNAP/asked"; echo 60 > "$SNAP/limit"; echo "1 1" > "$SNAP/installer"
until_there() { tries=0; until [ -s "$1" ] || [ "$tries" -ge 100 ]; do sleep 0.1; tries=$((tries + 1)); done; }
`;
}

describe.each(shells)('%s', (...shell) => {
  const [, ...words] = shell;
  const back = `${words.join(' ')} "$at/back.sh"`;
  const run = (script: string) => runShell(shell, begin() + script);

  test('whoever goes back by hand goes to the end, whatever comes', () => {
    // A shell without a terminal starts what runs beside it without INT; env gives it back.
    for (const verb of ['now', 'force'])
      expect(
        run(`rm -f "$STATE/did" "$SNAP/decision"; env --default-signal=INT ${back} ${verb} & pid=$!
until_there "$STATE/did"; for signal in HUP INT TERM PIPE; do kill -s "$signal" "$pid"; done
wait "$pid"; echo "$?"; cat "$STATE/did"; ls -d "$STATE/lock"`).out,
      ).toBe('0\nbegun\nended\n');
  });

  test('one that was killed is begun anew by what waits, which then ends', () => {
    const { out } = run(`${back} wait & waiter=$!
until_there "$SNAP/waiter"
${back} now & pid=$!
until_there "$STATE/did"; kill -9 "$pid"; wait "$pid" 2> /dev/null
wait "$waiter"; echo "$?"; cat "$STATE/did" "$SNAP/result"; ls -d "$STATE/lock"`);
    expect(out).toBe('0\nbegun\nbegun\nended\nrestored\n');
  });

  test('one that comes to its end is not begun anew', () => {
    const { out } = run(`${back} wait & waiter=$!
until_there "$SNAP/waiter"
${back} now; wait "$waiter"; echo "$?"; cat "$STATE/did"`);
    expect(out).toBe('0\nbegun\nended\n');
  });

  test('after a confirmation what waits ends, and where everything was taken away', () => {
    expect(run(`echo confirmed > "$SNAP/decision"; ${back} wait; echo "$?"; ls "$STATE"`).out).toBe(
      '0\nsnap\n',
    );
    expect(
      run(`rm -f "$SNAP/decision" "$SNAP/waiter"; ${back} wait & waiter=$!
until_there "$SNAP/waiter"; while [ -e "$STATE" ]; do rm -rf "$STATE"; done; wait "$waiter"; echo "$?"; ls -d "$STATE"`)
        .out,
    ).toBe('0\n');
  });

  test('what waits for an apply that was taken away does not touch the next one, which has the same folder', () => {
    const { out } = run(`${back} wait & waiter=$!
until_there "$SNAP/waiter"; while [ -e "$STATE" ]; do rm -rf "$STATE"; done; mkdir -p "$SNAP"; echo 60 > "$SNAP/limit"
wait "$waiter"; echo "$?"; ls "$STATE" "$SNAP"`);
    expect(out).toBe(`0\n${folder()}/state:\nsnap\n\n${folder()}/state/snap:\nlimit\n`);
  });

  test('now waits for the lock, unless whoever calls it has it', () => {
    const held =
      'mkdir "$STATE/lock"; echo "1 $(sed "s/.*) //" /proc/1/stat | cut -d" " -f20)" > "$STATE/lock/owner"';
    expect(run(`${held}; ${back} now locked; echo "$?"; cat "$STATE/did"`).out).toBe('0\nbegun\nended\n');
    expect(
      run(`rm -f "$STATE/did" "$SNAP/decision"; ${back} now & pid=$!
until_there "$SNAP/decision"; sleep 0.2; [ -e "$STATE/did" ] || echo waits; rm -rf "$STATE/lock"; wait "$pid"; cat "$STATE/did"`)
        .out,
    ).toBe('waits\nbegun\nended\n');
  });

  test('a second operator waits for the first, and goes back himself where that one was killed', () => {
    const second = `${functionText('go_back_too')}
say() { echo "said: $*"; }
${[...['other_goes_back', 'alive', 'started', 'of_process', 'stat_word'].map(functionText)].join('\n')}
cp "$at/back.sh" "$SNAP/back.sh"
sleep() { command sleep 0.1; }
go_back_too; echo "status $status"; cat "$STATE/did"`;
    expect(run(`${back} now & until_there "$STATE/did"\n${second}`).out).toBe(
      'said: somebody else has gone back: what stood before is in force again\nstatus 0\nbegun\nended\n',
    );
    expect(
      run(`rm -rf "$STATE/did" "$SNAP/decision" "$SNAP/result"; ${back} now & pid=$!
until_there "$STATE/did"; kill -9 "$pid"; wait "$pid" 2> /dev/null\n${second}`).out,
    ).toBe('status 0\nbegun\nbegun\nended\n');
  });
});

test('the way back stands alone: it calls nothing that it has not, and has nothing of the rules of others', () => {
  const { out } = runShell(['dash', 'dash'], `${begin()}\ncat "$SNAP/back.sh"`);
  const defined = (text: string) => [...text.matchAll(/^([a-z_0-9]+)\(\)/gm)].map(([, name = '']) => name);
  const own = new Set(defined(out));
  const called = new Set(
    [
      ...codeOf(out).matchAll(
        /(?:^|[;&|({!]|\b(?:if|then|do|else|while|until))[ \t]*([a-z_0-9]+)(?=[ ;)\n])/gm,
      ),
    ].map(([, name]) => name),
  );
  const all = [...parts.values()].flatMap(defined);
  expect(called).toContain('take_lock');
  // For the sets that an apply is to load, which the way back has not.
  expect(all.filter((name) => called.has(name) && !own.has(name))).toEqual(['known_nft']);
  expect([...own].filter((name) => /others|alarm/.test(name))).toEqual([]);
});
