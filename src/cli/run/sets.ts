import { resolve } from 'node:path';
import { installerAlone } from '../../compile/artifacts-of.js';
import type { Destination } from '../../host/remote/ssh.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { SetsInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { listFile, withList } from './after-apply.js';
import { install } from './install.js';
import { afterApplyRemotely, onHost } from './remote/on-host.js';

/** Of a table of a hundred thousand sources, in seconds. */
const PATIENCE = 120;

/** `vosguard sets pull|push`: the installer of one host writes its sets down, that of the other takes them in. */
export async function sets(invocation: SetsInvocation, io: Io): Promise<ExitStatus> {
  const written = await exported(invocation.from, invocation.fromRoot, io);
  if (typeof written === 'number') return written;
  const files = withList(installerAlone(), written);
  const words = ['sets', 'import', '--input', listFile, ...(invocation.json ? ['--json'] : [])];
  const { to, toRoot: root } = invocation;
  return to === undefined
    ? install(files, root, words, io)
    : afterApplyRemotely({ name: 'sets import', changes: true, root, files }, to, words, io);
}

/** What `sets export` prints there; where it cannot, it is said and the status is returned. */
async function exported(
  from: Destination | undefined,
  root: string | undefined,
  io: Io,
): Promise<string | ExitStatus> {
  let written: string | undefined;
  const name = from?.host ?? 'this host';
  const status = await onHost(from, io, async (there) => {
    const machine = await there.machine();
    if (!(await machine.isRoot()))
      return complain(io, exitStatus.failed, 'only root can read the sets of a host');
    const at = from === undefined && root !== undefined ? resolve(io.cwd, root) : root;
    const words = ['-s', '--', 'sets', 'export', ...(at === undefined ? [] : ['--root', at])];
    const input = installerAlone().get('install.sh') ?? '';
    const ran = await machine.run('sh', words, { input, timeout: PATIENCE });
    if (ran.kind === 'missing') return complain(io, exitStatus.failed, `there is no sh on ${name}`);
    if (ran.kind === 'failed')
      return complain(io, exitStatus.failed, `the sets of ${name} cannot be read: ${ran.words}`);
    written = ran.output;
    return exitStatus.done;
  });
  return written ?? status;
}
