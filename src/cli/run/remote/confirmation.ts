import type { RemoteRun } from '../../../host/remote/run-remote-installer.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { confirmAnew } from './confirm-anew.js';
import { isKept } from './is-kept.js';
import type { RemoteApply } from './remote-apply.js';

/**
 * Confirms what `waiting` has put into force, if that is wished. Where no new connection comes through, it is told to go back at
 * once. A status where that is the end; without one, the connection that waits tells.
 */
export async function confirmation(
  apply: RemoteApply,
  waiting: RemoteRun,
  code: string,
): Promise<ExitStatus | undefined> {
  const { host, invocation, io, isOver } = apply;
  const wish = await isKept(invocation.yes, isOver, io);
  if (wish === 'no') waiting.goBack();
  if (wish !== 'yes') return undefined;
  complain(io, exitStatus.done, `confirming over a new connection to ${host.host}`);
  const end = await confirmAnew(apply, code);
  if (isOver.aborted || end.kind === 'lost') return undefined;
  if (end.kind === 'ended' && end.status === exitStatus.done) return undefined;
  if (end.kind === 'ended' && end.status === exitStatus.notRestored) {
    // Confirmed, but not written for the next boot: nothing goes back, and the installer would wait for the files.
    waiting.leave();
    return exitStatus.notRestored;
  }
  complain(io, exitStatus.failed, 'no confirmation came through a new connection: going back');
  waiting.goBack();
  return undefined;
}
