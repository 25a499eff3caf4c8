import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface SshChild {
  /** A connection that is gone takes nothing more; that it is gone, its end tells. */
  readonly write: (text: string) => void;
  readonly endInput: () => void;
  readonly kill: () => void;
  /** After all that came over both outputs: the status of the remote command, 255 of ssh's own, 127 where there is no ssh. */
  readonly end: Promise<number>;
}

export interface SshListeners {
  /** Pieces, as they come. */
  readonly onOutput: (text: string) => void;
  readonly onError: (text: string) => void;
}

/**
 * Ctrl-C goes to everything at the terminal. ssh leaves a signal ignored that it finds ignored (as rsh(1) did), so it goes on and
 * carries over what we decide. It stays at our terminal, where it asks for passwords.
 */
const UNINTERRUPTED = 'trap "" INT; exec ssh "$@"';

const SECONDS_TO_END = 2;

export function startSsh(words: readonly string[], { onOutput, onError }: SshListeners): SshChild {
  const child = spawn('sh', ['-c', UNINTERRUPTED, 'sh', ...words], { stdio: 'pipe' });
  child.stdin.on('error', () => {});
  child.stdout.setEncoding('utf8').on('data', onOutput);
  child.stderr.setEncoding('utf8').on('data', onError);
  const end = once(child, 'close').then(
    ([status]) => status ?? 255,
    () => 127,
  );
  return {
    write: (text) => child.stdin.write(text),
    endInput: () => child.stdin.end(),
    kill: () => {
      child.kill('SIGTERM');
      // Neither output is read on: a host that prints without end would keep us at it.
      child.stdout.destroy();
      child.stderr.destroy();
      setTimeout(() => child.kill('SIGKILL'), SECONDS_TO_END * 1000).unref();
    },
    end,
  };
}
