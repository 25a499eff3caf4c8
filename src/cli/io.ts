import { visible } from '../diagnostics/visible.js';
import type { Kernel } from '../host/lab/kernel.js';
import type { ListSources } from '../host/lists/list-sources.js';
import type { Machine } from '../host/machine.js';
import type { Remote } from '../host/remote/remote.js';
import type { InstallerEnd } from '../host/run-installer.js';
import { type ExitStatus, exitStatus } from './exit-status.js';

/** A stream that a command writes to. */
export interface Writer {
  readonly write: (text: string) => void;
  readonly isTty: boolean;
}

/** Everything a command may know of or do to the world beside files: `bin` gives the real one, tests a fake. */
export interface Io {
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The operator's day, `YYYY-MM-DD`: entries with `until:` end by it. */
  readonly today: string;
  /** How this program is called from a new shell: `vosguard`. */
  readonly program: string;
  /** All of the standard input; `undefined` where it is longer than so many bytes. */
  readonly readStdin: (limit: number) => Promise<Uint8Array | undefined>;
  /** The standard input piece by piece, decompressed where it is gzip; it may be larger than the memory, and have no end. */
  readonly stdinPieces: () => AsyncIterable<Buffer>;
  /** The operator's ssh connection, as sshd tells it. */
  readonly sshConnection: () => string | undefined;
  /** Where tools are run that look at the host or change its bans. */
  readonly machine: () => Promise<Machine>;
  /** The kernel that rules can be tried on. */
  readonly kernel: () => Promise<Kernel>;
  /** Runs the `install.sh` among the files with these words, at our terminal. */
  readonly runInstaller: (
    files: ReadonlyMap<string, string>,
    words: readonly string[],
  ) => Promise<InstallerEnd>;
  /** Whether somebody sits there who can be asked. */
  readonly isInteractive: boolean;
  /** The next line that the operator types; `undefined` where none comes, or none is wanted any more. */
  readonly ask: (isVoid: AbortSignal) => Promise<string | undefined>;
  /** Where lists are fetched from. */
  readonly lists: () => Promise<ListSources>;
  /** The ways to other hosts, loaded when one is needed. */
  readonly remote: () => Promise<Remote>;
}

/**
 * Whether to colour: as asked, else not with NO_COLOR set to anything but nothing (no-color.org) nor on a
 * terminal that says it is dumb, else where the writer is a terminal.
 */
export function inColour(asked: boolean | undefined, { env }: Io, writer: Writer): boolean {
  if (asked !== undefined) return asked;
  return (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb' && writer.isTty;
}

/** One line for what stopped a command, and the status that goes with it. Names of files may hold anything. */
export function complain(io: Io, status: ExitStatus, message: string): ExitStatus {
  io.stderr.write(`vosguard: ${visible(message)}\n`);
  return status;
}

/** A mistake of ours. The stack is for those who ask for it; everybody else gets one line. */
export function internalError(io: Io, error: unknown): ExitStatus {
  const { message, stack }: { message?: unknown; stack?: unknown } = Object(error);
  if (io.env.VOSGUARD_DEBUG === '1') io.stderr.write(`${stack}\n`);
  return complain(io, exitStatus.failed, `internal error: ${message ?? error}; please report`);
}
