import { randomBytes } from 'node:crypto';
import { holdSignals } from '../hold-signals.js';
import { watchTerminal } from '../watch-terminal.js';
import { asRoot } from './as-root.js';
import type { Destination } from './destination.js';
import { INSTALLER_SCRIPT } from './installer-script.js';
import { lines } from './lines.js';
import { type MarkedListeners, markedLines, type RemoteEnd } from './marked-lines.js';
import { payloadOf } from './payload.js';
import { startSsh } from './ssh-child.js';
import { type SshOptions, sshWords } from './ssh-words.js';

export interface RemoteListeners extends MarkedListeners {
  readonly onOutput: (line: string) => void;
}

export interface RemoteRun {
  readonly end: Promise<RemoteEnd>;
  /** Asks the installer to go back, as a signal does to a local one. */
  readonly goBack: () => void;
  /** Ends our side of the connection; the host goes on. */
  readonly leave: () => void;
}

/** Characters. A dry run of everything has a hundredth of it. */
const MOST_TOLD = 16 * 2 ** 20;

/** Copies the files to a private folder of the host, runs the `install.sh` among them as root, and takes the folder away. */
export function runRemoteInstaller(
  to: Destination,
  files: ReadonlyMap<string, string>,
  words: readonly string[],
  options: SshOptions,
  { onOutput, ...listeners }: RemoteListeners,
): RemoteRun {
  const signals = holdSignals();
  const isTerminalLost = watchTerminal();
  const mark = randomBytes(16).toString('hex');
  const { text, length, sum } = payloadOf(files);
  const marked = markedLines(mark, {
    ...listeners,
    onBegun: (begun) => {
      const isWanted = listeners.onBegun(begun);
      if (isWanted) child.write(text);
      else child.endInput();
      return isWanted;
    },
  });
  const command = asRoot(INSTALLER_SCRIPT, mark, String(length), sum, ...words);
  const [output, errors] = [lines(onOutput), lines(marked.line)];
  let told = 0;
  const bounded = (add: (text: string) => void) => (text: string) => {
    if (told > MOST_TOLD) return;
    told += text.length;
    add(text);
    if (told <= MOST_TOLD) return;
    listeners.onWords('what the host says has no end; the connection is given up');
    child.kill();
  };
  const child = startSsh(sshWords(to, options, command), {
    onOutput: bounded(output.add),
    onError: bounded(errors.add),
  });
  const goBack = () => (marked.isCopied() ? child.write('back\n') : child.kill());
  signals.passTo(goBack);
  const end = child.end.then(() => {
    for (const each of [output, errors]) each.finish();
    signals.release();
    if (isTerminalLost()) process.kill(process.pid, 'SIGHUP');
    return marked.end();
  });
  return { end, goBack, leave: child.kill };
}
