import type { Begun } from '../../../host/remote/marked-lines.js';
import type { Outcome } from '../../../host/remote/remote-outcome.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import { callWords } from './call-words.js';
import type { RemoteApply } from './remote-apply.js';

/** What install.sh waits by itself, and what it may need to put back afterwards, in seconds. */
const WINDOW = 60;
const LONGER = 60;
/** What install.sh leaves for its report on what has been observed to be read. */
const READING = 600;

const told: Readonly<Record<Outcome, readonly [ExitStatus, string]>> = {
  kept: [exitStatus.done, 'what was applied has been confirmed and is in force'],
  restored: [exitStatus.failed, 'what stood before is in force again'],
  restarted: [exitStatus.failed, 'the host was started again: what was confirmed last is in force'],
  untouched: [exitStatus.failed, 'nothing was changed'],
  'not-restored': [exitStatus.notRestored, 'not everything could be put back'],
};

/** After a connection that was lost: asks the host until its time is over. */
export async function howItEnded(
  begun: Begun,
  { remote, host, invocation, io }: RemoteApply,
): Promise<ExitStatus> {
  const { confirm: window = WINDOW, observe, root = '' } = invocation;
  const confirm = window + (observe === undefined ? 0 : observe + READING);
  const name = host.host;
  const rule = `without a confirmation, the host puts back what stood before ${confirm} s after the new rules`;
  complain(io, exitStatus.failed, `the connection to ${name} was lost; ${rule}. Asking it how that ended`);
  const outcome = await remote.outcome(host, begun, `${root}/var/lib/vosguard`, confirm + LONGER);
  if (outcome === undefined) {
    const look = `look with: ${callWords(io, host)} status`;
    return complain(io, exitStatus.notRestored, `${name} does not tell how it ended; ${rule}; ${look}`);
  }
  const [status, words] = told[outcome];
  return complain(io, status, `${name}: ${words}`);
}
