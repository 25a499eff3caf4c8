import { resolve } from 'node:path';
import type { Destination } from '../../../host/remote/ssh.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import { statusOf } from '../install.js';
import { callWords, installerWords, printLines } from './installer-words.js';

/** Acts with the tools of that host, over one connection, which is the operator's own there; without one, with those of this host. */
export async function onHost(
  host: Destination | undefined,
  io: Io,
  act: (io: Io) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  if (host === undefined) return act(io);
  const machine = await (await io.remote()).machine(host, { isInteractive: io.isInteractive });
  if (typeof machine === 'string')
    return complain(io, exitStatus.failed, `${host.host} cannot be asked: ${machine}`);
  const connection = await machine.run('sh', ['-c', 'printf %s "$SSH_CONNECTION"']);
  const said = connection.kind === 'done' ? connection.output : undefined;
  const status = await act({ ...io, machine: async () => machine, sshConnection: () => said });
  await machine.close();
  return status;
}

/** What every file of the host that is acted on is under, for `--root`; empty for nothing. */
export const underRoot = (root: string | undefined, { cwd }: Io): string =>
  root === undefined ? '' : resolve(cwd, root).replace(/\/$/, '');

export interface RemoteTask {
  /** What the operator has typed, for a sentence. */
  readonly name: string;
  readonly changes: boolean;
  readonly root: string | undefined;
  /** `install.sh`, and what it is to read. */
  readonly files: ReadonlyMap<string, string>;
}

/** `confirm`, `rollback`, `status` and others with --host: the same installer, over there. */
export async function afterApplyRemotely(
  { name, changes, root, files }: RemoteTask,
  host: Destination,
  words: readonly string[],
  io: Io,
): Promise<ExitStatus> {
  const remote = await io.remote();
  const run = remote.runInstaller(
    host,
    files,
    installerWords(io, host, root, words),
    { isInteractive: io.isInteractive },
    { ...printLines(io), onBegun: () => true, onCopied: () => {} },
  );
  const end = await run.end;
  switch (end.kind) {
    case 'ended':
      return statusOf(end.status);
    case 'not-begun':
    case 'refused':
      return complain(io, exitStatus.failed, `nothing was done on ${host.host}`);
    case 'lost': {
      const lost = `the connection to ${host.host} was lost`;
      if (!changes) return complain(io, exitStatus.failed, lost);
      const look = `nobody knows how the ${name} has ended; look with: ${callWords(io, host)} status`;
      return complain(io, exitStatus.notRestored, `${lost}; ${look}`);
    }
  }
}
