import { resolve } from 'node:path';
import { type Backend, type SetsOf, setsOf } from '../../../bans/change.js';
import { readState, type State } from '../../../host/live/read-state.js';
import type { Machine } from '../../../host/machine.js';
import { type Applied, readApplied } from '../../../plan/applied.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';

/** A host whose bans can be looked at: what was applied there, and which of its sets hold bans. */
export interface OpenBans {
  readonly machine: Machine;
  /** Of the host's state: `/var/lib/vosguard`. */
  readonly folder: string;
  readonly state: State;
  readonly applied: Applied;
  readonly backend: Backend;
  readonly sets: SetsOf;
}

/** By what was applied, so that no policy is needed; where that cannot tell, it is said and the status is returned. */
export async function openBans(root: string | undefined, io: Io): Promise<OpenBans | ExitStatus> {
  const fail = (words: string) => complain(io, exitStatus.failed, words);
  const machine = await io.machine();
  if (!(await machine.isRoot())) return fail('only root can read and change the bans of a host');
  const under = root === undefined ? '' : resolve(io.cwd, root).replace(/\/$/, '');
  const state = await readState(machine, under);
  if (state === undefined) return fail('nothing of vosguard has been applied on this host');
  const applied = readApplied(state.files.get('manifest.json') ?? '');
  if (applied === undefined)
    return fail(
      'what was applied has left no manifest that tells which sets hold bans: it was an older version, or the folder had no manifest.json; apply again',
    );
  const backend = state.files.get('backend')?.trim() === 'nftables' ? 'nftables' : 'iptables';
  const sets = setsOf(applied, backend);
  if (sets('banned', 'ipv4').length + sets('banned', 'ipv6').length === 0)
    return fail(`the policy ${applied.policy.name} bans nobody: it lets no strangers in`);
  return { machine, folder: `${under}/var/lib/vosguard`, state, applied, backend, sets };
}
