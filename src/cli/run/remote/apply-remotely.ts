import type { Compiled } from '../../../compile.js';
import type { Destination } from '../../../host/remote/destination.js';
import type { RemoteEnd } from '../../../host/remote/marked-lines.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ApplyInvocation } from '../../invocation.js';
import type { Io } from '../../io.js';
import { applyOptions } from '../apply-options.js';
import { statusOf } from '../install.js';
import { lockedOut } from '../locked-out.js';
import { confirmation } from './confirmation.js';
import { howItEnded } from './how-it-ended.js';
import { installerWords } from './installer-words.js';
import { printLines } from './print-lines.js';
import type { RemoteApply } from './remote-apply.js';

/** What install.sh says once the rules are in force. */
const asks = /from a NEW connection with: .* confirm (\d+)$/;

/** `apply --host`: install.sh over there decides and goes back by itself; we carry words, and prove that a new connection comes through. */
export async function applyRemotely(
  { compiled, files }: { readonly compiled: Compiled; readonly files: ReadonlyMap<string, string> },
  invocation: ApplyInvocation,
  host: Destination,
  io: Io,
): Promise<ExitStatus> {
  const ending = new AbortController();
  const apply: RemoteApply = { remote: await io.remote(), host, invocation, io, isOver: ending.signal };
  const { onOutput, onWords } = printLines(io);
  let locked: string | undefined;
  let confirmed: Promise<ExitStatus | undefined> | undefined;
  // --yes is for us: over there nobody could know whether the host can still be reached.
  const goesOn = invocation.yes && invocation.observe !== undefined ? ['--enforce'] : [];
  const chosen = [...applyOptions({ ...invocation, yes: false }), ...goesOn];
  const words = installerWords(io, host, invocation.root, chosen);
  const options = { isInteractive: io.isInteractive };
  const run = apply.remote.runInstaller(host, files, words, options, {
    onOutput,
    onWords: (line) => {
      onWords(line);
      const code = asks.exec(line)?.[1];
      if (code !== undefined) confirmed ??= confirmation(apply, run, code);
    },
    onBegun: ({ connection }) => {
      locked = invocation.forceLockout ? undefined : lockedOut(compiled, invocation.backend, connection);
      if (locked === undefined) complain(io, exitStatus.done, `copying the files to ${host.host}`);
      return locked === undefined;
    },
    onCopied: () => complain(io, exitStatus.done, 'the files are there; install.sh begins'),
  });
  const end = await run.end;
  ending.abort();
  return (await confirmed) ?? statusAtEnd(end, apply, locked);
}

function statusAtEnd(
  end: RemoteEnd,
  apply: RemoteApply,
  locked = 'nothing was changed',
): ExitStatus | Promise<ExitStatus> {
  const { host, io } = apply;
  switch (end.kind) {
    case 'ended':
      return statusOf(end.status);
    case 'not-begun':
      return complain(io, exitStatus.failed, `nothing was changed on ${host.host}`);
    case 'refused':
      return complain(io, exitStatus.failed, locked);
    case 'lost':
      return howItEnded(end, apply);
  }
}
