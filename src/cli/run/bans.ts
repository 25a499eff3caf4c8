import { byAddress, byTimeLeft, sourceText } from '../../bans/ban.js';
import { exportText, listText, type ToldBan } from '../../bans/list-text.js';
import { handBanOf, readHand, reasonOf } from '../../bans/reason.js';
import { type Backend, type SetsOf, setsOf } from '../../bans/sets.js';
import { readBanSets } from '../../host/live/read-bans.js';
import { notedOn, readState, type State } from '../../host/live/read-state.js';
import type { Machine } from '../../host/machine.js';
import type { Address } from '../../net/address.js';
import { type Applied, readApplied } from '../../plan/applied.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { BansInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { onHost, underRoot } from './remote/on-host.js';

/** A host whose bans can be looked at: what was applied there, and which of its sets hold bans. */
export interface OpenBans {
  readonly machine: Machine;
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
  const state = await readState(machine, underRoot(root, io));
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
  return { machine, state, applied, backend, sets };
}

/** Who is banned, each with the reason as far as it can be told; in words, why that cannot be read. */
export async function toldBans({
  machine,
  state,
  applied,
  backend,
  sets,
}: Pick<OpenBans, 'machine' | 'state' | 'applied' | 'backend' | 'sets'>): Promise<
  readonly ToldBan[] | string
> {
  const bans = await readBanSets(machine, backend, sets);
  if (typeof bans === 'string') return bans;
  const clock = await machine.run('date', ['+%s']);
  const now = clock.kind === 'done' ? Number(clock.output) : Number.NaN;
  const hand = readHand(state.hand);
  const noted = await notedOn(machine, applied);
  const rulesOf = (ban: Address) =>
    noted.flatMap(({ rule, address }) => (sourceText(address) === sourceText(ban) ? [rule] : []));
  return bans.map((ban) => ({
    ...ban,
    reason: reasonOf(ban, handBanOf(ban, hand, now), applied, rulesOf(ban.address)),
  }));
}

/** `vosguard bans list|export`: without the policy, by what was applied. The installer changes them. */
export const bans = (invocation: BansInvocation, io: Io): Promise<ExitStatus> =>
  onHost(invocation.host, io, (there) => bansThere(invocation, there));

async function bansThere(invocation: BansInvocation, io: Io): Promise<ExitStatus> {
  const open = await openBans(invocation.root, io);
  if (typeof open === 'number') return open;
  const told = await toldBans(open);
  if (typeof told === 'string') return complain(io, exitStatus.failed, told);
  io.stdout.write(textOf(invocation, told));
  return exitStatus.done;
}

function textOf(invocation: BansInvocation, told: readonly ToldBan[]): string {
  const { limit } = invocation;
  if (invocation.action === 'export')
    return exportText(told.toSorted(byAddress).slice(0, limit), invocation.format, told.length);
  const sorted = told.toSorted(byTimeLeft);
  return invocation.json ? exportText(sorted.slice(0, limit), 'json', told.length) : listText(sorted, limit);
}
