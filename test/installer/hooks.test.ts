import { folders, runShell, shells } from './run-shell.js';
import { functionText } from './shell-text.js';

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
