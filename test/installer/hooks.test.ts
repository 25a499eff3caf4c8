import { folders, runShell, shells } from './run-shell.js';
import { functionText, partsText } from './shell-text.js';

const folder = folders();

// Files of others take root to make.
(process.getuid?.() === 0 ? describe : describe.skip).each(shells)(
  '%s: what root runs for a hook',
  (...shell) => {
    /** Whether these lines leave `$at/a/b/hook` to root alone. A folder is below /tmp, where everybody may write, and which is sticky. */
    const isAlone = (script: string) =>
      runShell(
        shell,
        `set -u; at='${folder()}' WORK='${folder()}'; umask 022
${functionText('way_to')}
${functionText('root_alone')}
rm -rf "$at"/[a-z]; mkdir -p "$at/a/b" "$at/c/d" "$at/e"; true > "$at/c/d/real"; chmod 755 "$at"
${script}
if root_alone "$at/a/b/hook"; then echo yes; else echo no; fi`,
      ).out.trim();

    test.each([
      ['a file', 'true > "$at/a/b/hook"', 'yes'],
      ['a link from folder to folder', 'ln -s ../../c/d/real "$at/a/b/hook"', 'yes'],
      [
        'an absolute link, over another one',
        'ln -s "$at/e/next" "$at/a/b/hook"; ln -s ../c/d/real "$at/e/next"',
        'yes',
      ],
      ['a folder that is a link', 'rmdir "$at/a/b"; ln -s ../c/d "$at/a/b"; true > "$at/c/d/hook"', 'yes'],
      ['nothing', 'true', 'no'],
      ['a link to nothing', 'ln -s nowhere "$at/a/b/hook"', 'no'],
      ['links in a circle', 'ln -s hook "$at/a/b/hook"', 'no'],
      ['a file that others write', 'true > "$at/a/b/hook"; chmod 757 "$at/a/b/hook"', 'no'],
      ['a file of somebody else', 'true > "$at/a/b/hook"; chown 1 "$at/a/b/hook"', 'no'],
      ['its folder', 'true > "$at/a/b/hook"; chmod 775 "$at/a/b"', 'no'],
      ['a folder above', 'true > "$at/a/b/hook"; chmod 777 "$at/a"', 'no'],
      ['a folder above of somebody else', 'true > "$at/a/b/hook"; chown 1 "$at/a"', 'no'],
      ['the folder of the link', 'ln -s ../../c/d/real "$at/a/b/hook"; chmod 777 "$at/a/b"', 'no'],
      [
        'the folder of a link between',
        'ln -s "$at/e/next" "$at/a/b/hook"; ln -s ../c/d/real "$at/e/next"; chmod 777 "$at/e"',
        'no',
      ],
      [
        'a link of somebody else in a sticky folder',
        'ln -s ../../c/d/real "$at/a/b/hook"; chown -h 1 "$at/a/b/hook"; chmod 1777 "$at/a/b"',
        'no',
      ],
      ['a folder above where the link leads', 'ln -s ../../c/d/real "$at/a/b/hook"; chmod 777 "$at/c"', 'no'],
    ])('%s', (_, script, expected) => {
      expect(isAlone(script)).toBe(expected);
    });
  },
);

describe.each(shells)('%s: an event that no hook has taken', (...shell) => {
  /** Two hooks of `bans`, of which `deaf` says the one that fails; each look is told with the second that it was at. */
  const run = (script: string) =>
    runShell(
      shell,
      `set -u; at='${folder()}' WORK='${folder()}' WATCHED='${folder()}/watched' STATE='${folder()}' LOG=/dev/null WATCH_STATE=normal STATE_BEFORE=normal
mkdir "$WATCHED"; echo 0 > "$WORK/lost.now"; per_hour=20
${partsText('98-hooks.sh')}
${functionText('say')}
loud() { :; }; event_facts() { :; }; json_line() { cat; }; uptime_seconds() { echo "$now"; }
read_hooks() { printf '%s\\n' 'state,bans 5 run /a' 'bans 5 run /b' > "$WORK/hooks"; echo "$per_hour" > "$WORK/hooks.hour"; }
hook_run() { echo "$now $event $([ "$event" != state ] || echo "$STATE_BEFORE-$WATCH_STATE ")$target" >> "$at/asked"; [ "$target" != "$deaf" ]; }
look() { now=$1; if [ "\${2-}" = calm ]; then true > "$WORK/look"; else echo 'evidence attack bans 9 1 x' > "$WORK/look"; fi; tell_events 2> /dev/null; }
${script}
cat "$at/asked"`,
    ).out;

  test('is told again, to those that have not taken it, and once where they have', () => {
    expect(run('deaf=/b; look 1; deaf=none; look 11; look 21')).toBe('1 bans /a\n1 bans /b\n11 bans /b\n');
  });

  test('is not told for ever, and leaves others their part of the hour', () => {
    expect(run('deaf=/b; for one in 1 11 21 31 41 600 621 631; do look $one; done')).toBe(
      '1 bans /a\n1 bans /b\n11 bans /b\n21 bans /b\n621 bans /b\n',
    );
  });

  test('is over when it is not true any more, and begins anew', () => {
    expect(run('deaf=/b; look 1; look 11 calm; look 21')).toBe(
      '1 bans /a\n1 bans /b\n21 bans /a\n21 bans /b\n',
    );
  });

  test('a state too', () => {
    expect(
      run(
        'deaf=/a; STATE_BEFORE=normal WATCH_STATE=attack; look 1 calm; STATE_BEFORE=attack deaf=none; look 11 calm; look 21 calm',
      ),
    ).toBe('1 state normal-attack /a\n11 state normal-attack /a\n');
  });

  test('the bound of an hour stands', () => {
    expect(run('deaf=/b; per_hour=2; look 1; deaf=none; look 11; per_hour=20; look 21')).toBe(
      '1 bans /a\n1 bans /b\n21 bans /b\n',
    );
  });
});
