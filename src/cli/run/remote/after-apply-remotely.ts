import { installerAlone } from '../../../compile/installer-alone.js';
import type { Destination } from '../../../host/remote/destination.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import { statusOf } from '../install.js';
import { callWords } from './call-words.js';
import { installerWords } from './installer-words.js';
import { printLines } from './print-lines.js';

export interface RemoteTask {
  /** What the operator has typed, for a sentence. */
  readonly name: string;
  readonly changes: boolean;
  readonly root: string | undefined;
}

/** `confirm`, `rollback`, `status` and others with --host: the same installer, over there. */
export async function afterApplyRemotely(
  { name, changes, root }: RemoteTask,
  host: Destination,
  words: readonly string[],
  io: Io,
): Promise<ExitStatus> {
  const remote = await io.remote();
  const run = remote.runInstaller(
    host,
    installerAlone(),
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
