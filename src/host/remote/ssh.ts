import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SshHost } from '../../net/ssh-host.js';
import { shellWord } from '../program.js';

/** Where to, and what an operator may say beside it; everything else is in ssh's own configuration. */
export interface Destination {
  readonly host: SshHost;
  readonly port: number | undefined;
  /** A file with a private key. */
  readonly identity: string | undefined;
}

export interface SshOptions {
  /** Whether ssh may ask for a password, a passphrase, or about a new host key. */
  readonly isInteractive: boolean;
  /** Seconds for the connection to be made; without it, what the operator's configuration says. */
  readonly patience?: number;
}

/**
 * A connection of its own, whatever the configuration says of sharing one: a shared one would prove nothing when it confirms.
 * Forwards would fail, for the port is taken by the first connection, and whoever owns the switch could use an agent that is
 * forwarded. Nothing here says anything of host keys.
 */
const alone = [
  'ControlMaster=no',
  'ControlPath=none',
  'ClearAllForwardings=yes',
  'ForwardAgent=no',
  'ForwardX11=no',
  'RemoteCommand=none',
  'RequestTTY=no',
  // ssh_config(5): without it, a link that is lost is noticed when TCP gives up, after a quarter of an hour.
  'ServerAliveInterval=5',
  'ServerAliveCountMax=4',
];

/**
 * The words for the system's ssh. It joins a command with spaces and gives it to the login shell of the user, so this is the one
 * place where words become a command there: any shell that reads quotes as POSIX has it gets back what was given.
 */
export function sshWords(
  { host, port, identity }: Destination,
  { isInteractive, patience }: SshOptions,
  command: readonly string[],
): readonly string[] {
  const options = [
    ...alone,
    ...(isInteractive ? [] : ['BatchMode=yes']),
    ...(patience === undefined ? [] : [`ConnectTimeout=${patience}`]),
  ];
  return [
    ...options.flatMap((option) => ['-o', option]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    ...(identity === undefined ? [] : ['-i', identity]),
    ...['--', host, command.map(shellWord).join(' ')],
  ];
}

/**
 * The connection goes first into what is run: sudo takes the variable away. Only sudo without a password: there is no terminal
 * over there to ask for one.
 */
const ELEVATE = `script=$1
shift
set -- sh -c "$script" sh "$SSH_CONNECTION" "$@"
[ "$(id -u)" != 0 ] || exec "$@"
if command -v sudo > /dev/null 2>&1; then
	sudo -n -- true || { echo 'sudo does not let this user become root without a password' >&2; exit 3; }
	exec sudo -n -- "$@"
fi
echo 'only root can read and change the rules of a host; this user is not root, and there is no sudo' >&2
exit 3`;

/** A command that runs a POSIX script as root; its first word there is SSH_CONNECTION, then come the words. */
export const asRoot = (script: string, ...words: readonly string[]): readonly string[] => [
  ...['sh', '-c', ELEVATE, 'sh', script],
  ...words,
];

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
