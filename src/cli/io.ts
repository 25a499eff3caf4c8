import type { Kernel } from '../host/lab/kernel.js';
import type { ListSources } from '../host/lists/list-sources.js';
import type { Machine } from '../host/machine.js';
import type { Remote } from '../host/remote/remote.js';
import type { InstallerEnd } from '../host/run-installer.js';

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
