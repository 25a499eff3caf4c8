import { resolve } from 'node:path';
import { installerAlone } from '../../compile/installer-alone.js';
import { afterFiles, readState } from '../../host/live/read-state.js';
import { readApplied } from '../../plan/applied.js';
import { statusJson } from '../../status/status-json.js';
import { statusText } from '../../status/status-text.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { StatusInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { install } from './install.js';
import { afterApplyRemotely } from './remote/after-apply-remotely.js';
import { onHost } from './remote/on-host.js';
import { statusOf } from './status/status-of.js';

/** `vosguard status`: whether what runs is what was applied, and what it does. By what the apply has left, without the policy. */
export const status = (invocation: StatusInvocation, io: Io): Promise<ExitStatus> =>
  onHost(invocation.host, io, (there) => statusThere(invocation, there));

async function statusThere({ root, host, json }: StatusInvocation, io: Io): Promise<ExitStatus> {
  const machine = await io.machine();
  if (!(await machine.isRoot()))
    return complain(io, exitStatus.failed, 'only root can read the rules of a host');
  const under = root === undefined ? '' : resolve(io.cwd, root).replace(/\/$/, '');
  const state = await readState(machine, under, afterFiles);
  if (state === undefined) {
    io.stdout.write(
      json
        ? '{ "format": 1, "policy": null, "drift": true }\n'
        : 'nothing of vosguard has been applied on this host\n',
    );
    return exitStatus.problems;
  }
  const applied = readApplied(state.files.get('manifest.json') ?? '');
  if (applied === undefined) {
    complain(
      io,
      exitStatus.done,
      'what was applied has left no manifest here, or one of an older version: less can be told',
    );
    if (json) return exitStatus.failed;
    return host === undefined
      ? install(installerAlone(), root, ['--status'], io)
      : afterApplyRemotely({ name: 'status', changes: false, root }, host, ['--status'], io);
  }
  const found = await statusOf({ machine, root: under, state, applied });
  if (typeof found === 'string') return complain(io, exitStatus.failed, found);
  for (const note of found.notes) complain(io, exitStatus.done, `note: ${note}`);
  io.stdout.write(json ? statusJson(found) : statusText(found));
  return found.differences.length > 0 ? exitStatus.problems : exitStatus.done;
}
