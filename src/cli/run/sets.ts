import { installerAlone } from '../../compile/artifacts-of.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { SetsInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { listFile, withList } from './after-apply.js';
import { askInstaller } from './ask-installer.js';
import { install } from './install.js';
import { afterApplyRemotely, onHost } from './remote/on-host.js';

/** `vosguard sets pull|push`: the installer of one host writes its sets down, that of the other takes them in. */
export async function sets(invocation: SetsInvocation, io: Io): Promise<ExitStatus> {
  const written = await exported(invocation, io);
  if (typeof written === 'number') return written;
  const files = withList(installerAlone(), written);
  const words = ['sets', 'import', '--input', listFile, ...(invocation.json ? ['--json'] : [])];
  const { to, toRoot: root } = invocation;
  return to === undefined
    ? install(files, root, words, io)
    : afterApplyRemotely({ name: 'sets import', changes: true, root, files }, to, words, io);
}

/** What `sets export` prints there; where it cannot, it is said and the status is returned. */
async function exported({ from, fromRoot }: SetsInvocation, io: Io): Promise<string | ExitStatus> {
  let written: string | undefined;
  const status = await onHost(from, io, async (there) => {
    const told = await askInstaller(there, from?.host ?? 'this host', fromRoot, ['sets', 'export']);
    if (typeof told === 'number') return told;
    written = told;
    return exitStatus.done;
  });
  return written ?? status;
}
