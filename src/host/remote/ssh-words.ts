import { shellWord } from '../shell-word.js';
import type { Destination } from './destination.js';

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
