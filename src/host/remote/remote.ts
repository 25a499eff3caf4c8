import type { Machine } from '../machine.js';
import { lastWords, type ToolResult } from '../run-tool.js';
import { remoteOutcome, runRemoteInstaller } from './run-remote-installer.js';
import { type Answer, MISSING, openSession, TIMED_OUT } from './session.js';
import { asRoot, type Destination, type SshOptions, sshWords, startSsh } from './ssh.js';

/** Runs the tools of another host, all over one connection, one after the other. */
export interface RemoteMachine extends Machine {
  readonly close: () => Promise<void>;
}

/** As runTool has it. */
const SECONDS = 60;
const ENDLESS = 'what it prints has no end';
/** For whoever has to look up a passphrase. */
const TYPING = 300;

/** sudo takes the variable away; the tools there may want to know where they are asked from. */
const SHELL = 'SSH_CONNECTION=$1; export SSH_CONNECTION; exec sh';

/** For each path that can be read: the path, NUL, its text, NUL. */
const READ = `for path; do text=$(cat "$path" 2> /dev/null) && printf '%s\\0%s\\0' "$path" "$text"; done; :`;

/** As root there. Where there is no connection, in ssh's own words why. */
export async function remoteMachine(to: Destination, options: SshOptions): Promise<RemoteMachine | string> {
  const words = sshWords(to, options, asRoot(SHELL));
  const session = openSession((listeners) => startSsh(words, listeners));
  const first = await session.ask(['true'], options.isInteractive ? TYPING : SECONDS);
  if (first === undefined && session.isEndless()) return ENDLESS;
  if (first === undefined) return lastWords(session.lastWords().replaceAll('\r', ''), 'ssh has not said why');
  const run: Machine['run'] = async (tool, said, { input, timeout = SECONDS } = {}) => {
    const answer = await session.ask([tool, ...said], timeout, input);
    if (answer === undefined) {
      const words = session.isEndless() ? ENDLESS : `the connection to ${to.host} was lost`;
      return { kind: 'failed', tool, words } as const;
    }
    return resultOf(tool, answer, timeout);
  };
  return {
    run,
    read: async (paths) => {
      const result = await run('sh', ['-c', READ, 'sh', ...paths]);
      const parts = result.kind === 'done' ? result.output.split('\0') : [];
      return new Map(
        parts.flatMap((part, at) => (at % 2 === 1 ? [[parts[at - 1] ?? '', part] as const] : [])),
      );
    },
    isRoot: async () => true,
    close: session.close,
  };
}

function resultOf(tool: string, { output, status, words }: Answer, timeout: number): ToolResult {
  if (status === MISSING) return { kind: 'missing', tool };
  if (status === '0') return { kind: 'done', output };
  if (status === TIMED_OUT) return { kind: 'failed', tool, words: `it did not answer within ${timeout} s` };
  return { kind: 'failed', tool, words: lastWords(words, `it ended with status ${status}`) };
}

/** What a command may do over ssh. */
export interface Remote {
  readonly runInstaller: typeof runRemoteInstaller;
  readonly outcome: typeof remoteOutcome;
  readonly machine: typeof remoteMachine;
}

export const remote: Remote = {
  runInstaller: runRemoteInstaller,
  outcome: remoteOutcome,
  machine: remoteMachine,
};
