import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { runTool } from '../run-tool.js';
import { holdSignals, watchTerminal } from '../terminal.js';
import { INSTALLER_SCRIPT, OUTCOME_SCRIPT, payloadOf } from './installer-script.js';
import { type Begun, lines, type MarkedListeners, markedLines, type RemoteEnd } from './marked-lines.js';
import { asRoot, type Destination, type SshOptions, sshWords, startSsh } from './ssh.js';

const outcomes = ['kept', 'restored', 'not-restored', 'restarted', 'untouched'] as const;
/** How an apply has ended: `restarted` stands for a host that was started again and has what was confirmed before. */
export type Outcome = (typeof outcomes)[number];

const PAUSE = 2000;
const PATIENCE = 5;

/**
 * Asks the host, over new connections and without a question to anybody, how an apply has ended whose connection was lost.
 * `undefined` where it is not known after so many seconds, or is not to be found out.
 */
export async function remoteOutcome(
  to: Destination,
  { folder, connection }: Begun,
  state: string,
  seconds: number,
): Promise<Outcome | undefined> {
  if (connection === '') return undefined;
  const end = performance.now() + seconds * 1000;
  const command = asRoot(OUTCOME_SCRIPT, folder, connection, state);
  const words = sshWords(to, { isInteractive: false, patience: PATIENCE }, command);
  for (;;) {
    const asked = await runTool('ssh', words, { timeout: 3 * PATIENCE });
    const said = asked.kind === 'done' ? asked.output.trim() : '';
    const outcome = outcomes.find((one) => one === said);
    if (outcome !== undefined || performance.now() > end) return outcome;
    await setTimeout(PAUSE);
  }
}

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
