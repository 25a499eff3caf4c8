import type { Compiled } from '../../../compile.js';
import type { Destination } from '../../../host/remote/destination.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ApplyInvocation } from '../../invocation.js';
import type { Io } from '../../io.js';
import { applyOptions } from '../apply-options.js';
import { statusOf } from '../install.js';
import { lockedOut } from '../locked-out.js';
import { confirmAnew } from './confirm-anew.js';
import { howItEnded } from './how-it-ended.js';
import { installerWords } from './installer-words.js';
import { isKept } from './is-kept.js';
import { printLines } from './print-lines.js';

/** `apply --host`: install.sh over there decides and goes back by itself; we carry words, and prove that a new connection comes through. */
export async function applyRemotely(
  { policy, artifacts }: Compiled,
  invocation: ApplyInvocation,
  host: Destination,
  io: Io,
): Promise<ExitStatus> {
  const remote = await io.remote();
  const lines = printLines(io);
  const isOver = new AbortController();
  let locked: string | undefined;
  let confirmed: Promise<ExitStatus | undefined> | undefined;
  const run = remote.runInstaller(
    host,
    artifacts,
    installerWords(io, host, invocation.root, applyOptions({ ...invocation, yes: false })),
    { isInteractive: io.isInteractive },
    {
      onOutput: lines.onOutput,
      onWords: (line) => {
        lines.onWords(line);
        const code = /from a NEW connection with: .* confirm (\d+)$/.exec(line)?.[1];
        if (code !== undefined && confirmed === undefined) confirmed = confirm(code);
      },
      onBegun: ({ connection }) => {
        locked = invocation.forceLockout ? undefined : lockedOut(policy, connection);
        if (locked === undefined) complain(io, exitStatus.done, `copying the files to ${host.host}`);
        return locked === undefined;
      },
      onCopied: () => complain(io, exitStatus.done, 'the files are there; install.sh begins'),
    },
  );

  async function confirm(code: string): Promise<ExitStatus | undefined> {
    const wish = await isKept(invocation.yes, isOver.signal, io);
    if (wish === 'no') run.goBack();
    if (wish !== 'yes') return undefined;
    complain(io, exitStatus.done, `confirming over a new connection to ${host.host}`);
    const end = await confirmAnew(remote, host, invocation.root, code, isOver.signal, io);
    if (isOver.signal.aborted || end.kind === 'lost') return undefined;
    if (end.kind === 'ended' && end.status === exitStatus.notRestored) {
      run.leave();
      return exitStatus.notRestored;
    }
    if (end.kind === 'ended' && end.status === exitStatus.done) return undefined;
    complain(io, exitStatus.failed, 'no confirmation came through a new connection: going back');
    run.goBack();
    return undefined;
  }

  const end = await run.end;
  isOver.abort();
  const decided = await confirmed;
  if (decided !== undefined) return decided;
  switch (end.kind) {
    case 'ended':
      return statusOf(end.status);
    case 'not-begun':
      return complain(io, exitStatus.failed, `nothing was changed on ${host.host}`);
    case 'refused':
      return complain(io, exitStatus.failed, locked ?? 'nothing was changed');
    case 'lost':
      return howItEnded(remote, host, end, invocation, io);
  }
}
