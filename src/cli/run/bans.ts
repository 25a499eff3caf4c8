import { resolve } from 'node:path';
import {
  byAddress,
  byTimeLeft,
  neverBanned,
  parseSource,
  type Source,
  sourceText,
  timeText,
} from '../../bans/ban.js';
import {
  addBatch,
  type Backend,
  type ChangeInput,
  changeScript,
  clearBatch,
  removeBatch,
  type SetsOf,
  setsOf,
} from '../../bans/change.js';
import { exportText, listText, type ToldBan } from '../../bans/list-text.js';
import { handBanOf, readHand, reasonOf } from '../../bans/reason.js';
import { readListSet } from '../../host/live/known-lists.js';
import { isInSet, readBanSets } from '../../host/live/read-bans.js';
import { notedOn, readState, type State } from '../../host/live/read-state.js';
import type { Machine } from '../../host/machine.js';
import { type Address, addressText, type Family } from '../../net/address.js';
import { touches } from '../../net/address-set.js';
import { type Applied, readApplied } from '../../plan/applied.js';
import { readConnection } from '../../plan/lockout.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { BansInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { onHost } from './remote/on-host.js';

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

const unrecorded =
  'the kernel has it, and the record /var/lib/vosguard/bans could not be written: after the next start of the rules it is as before';
const moved = 'what is applied has changed in this moment; look again';

/** Changes the sets under the lock of the installer. `undefined` where it is done. */
export async function changeBans(
  { machine, folder, state }: OpenBans,
  change: Omit<ChangeInput, 'state' | 'applied' | 'pending'>,
  io: Io,
): Promise<ExitStatus | undefined> {
  const { applied, pending } = state;
  const input = changeScript({ ...change, state: folder, applied, pending });
  const ran = await machine.run('sh', ['-s'], { input });
  const fail = (words: string) => complain(io, exitStatus.failed, words);
  if (ran.kind === 'missing') return fail('there is no sh on this host');
  if (ran.kind === 'failed') return fail(`the bans could not be changed: ${ran.words}`);
  const [said = '', ...words] = ran.output.trim().split(' ');
  switch (said) {
    case 'done':
      return undefined;
    case 'unrecorded':
      complain(io, exitStatus.done, unrecorded);
      return undefined;
    case 'busy':
      return fail(words.join(' ') || 'another vosguard is at work on this host; try again when it is done');
    case 'moved':
      return fail(moved);
  }
  return fail(`the bans could not be changed: ${words.join(' ') || said}`);
}

/**
 * Why the source is not to be banned. A trusted one least of all: nftables asks for bans before it asks who is trusted. A /64 is
 * banned as a whole, so one address in it is enough.
 */
export async function whyNot(source: Source, open: OpenBans, io: Io): Promise<string | undefined> {
  const text = sourceText(source.address);
  const never = neverBanned(source);
  if (never !== undefined) return `${text} is not banned: ${never}`;
  const peer = readConnection(io.sshConnection() ?? '')?.peer;
  if (peer !== undefined && isWithin(peer, source))
    return `${text} is not banned: your own connection comes from there`;
  const lists = open.applied.sets.filter(
    ({ backend, kind, family, policy }) =>
      backend === open.backend &&
      kind === 'static' &&
      family === source.address.family &&
      (policy === 'trusted' || policy.startsWith('services.')),
  );
  for (const { name, policy, at } of lists) {
    const list = await readListSet(open.machine, open.backend, name);
    if (typeof list === 'string') return `whether ${text} may be banned cannot be told: ${list}`;
    if (touches(list, source.range)) return `${text} is not banned: it is ${roleOf(policy)} (${at})`;
  }
  return undefined;
}

const roleOf = (policy: string): string =>
  policy === 'trusted' ? 'trusted by the policy' : `named in the from of ${policy}`;

const isWithin = (
  peer: { readonly family: Family; readonly value: number | bigint },
  { range }: Source,
): boolean => peer.family === range.family && peer.value >= range.first && peer.value <= range.last;

type Act<A extends BansInvocation['action']> = Extract<BansInvocation, { action: A }>;

/** `vosguard bans list|add|remove|export`: without the policy, by what was applied. */
export const bans = (invocation: BansInvocation, io: Io): Promise<ExitStatus> =>
  onHost(invocation.host, io, (there) => bansThere(invocation, there));

async function bansThere(invocation: BansInvocation, io: Io): Promise<ExitStatus> {
  const open = await openBans(invocation.root, io);
  if (typeof open === 'number') return open;
  switch (invocation.action) {
    case 'list':
    case 'export':
      return show(invocation, open, io);
    case 'add':
      return add(invocation, open, io);
    case 'remove':
      return remove(invocation, open, io);
    case 'clear':
      return clear(open, io);
  }
}

async function show(invocation: Act<'list' | 'export'>, open: OpenBans, io: Io): Promise<ExitStatus> {
  const told = await toldBans(open);
  if (typeof told === 'string') return complain(io, exitStatus.failed, told);
  io.stdout.write(textOf(invocation, told));
  return exitStatus.done;
}

function textOf(invocation: Act<'list' | 'export'>, told: readonly ToldBan[]): string {
  const { limit } = invocation;
  if (invocation.action === 'export')
    return exportText(told.toSorted(byAddress).slice(0, limit), invocation.format, told.length);
  const sorted = told.toSorted(byTimeLeft);
  return invocation.json ? exportText(sorted.slice(0, limit), 'json', told.length) : listText(sorted, limit);
}

async function add(
  { source: text, seconds, reason }: Act<'add'>,
  open: OpenBans,
  io: Io,
): Promise<ExitStatus> {
  const source = parseSource(text);
  if (typeof source === 'string') return complain(io, exitStatus.usage, source);
  const { machine, backend, sets } = open;
  const { address } = source;
  const [shown, plain] = [sourceText(address), addressText(address)];
  if (sets('banned', address.family).length === 0)
    return complain(
      io,
      exitStatus.failed,
      `the rules on this host keep no bans of ${address.family} addresses`,
    );
  const why = await whyNot(source, open, io);
  if (why !== undefined) return complain(io, exitStatus.failed, why);
  const isIn = (holds: 'known' | 'called') => isInSet(machine, backend, sets(holds, address.family), plain);
  const isKnown = await isIn('known');
  const batch = addBatch(backend, sets, address, seconds, isKnown);
  const record = { source: shown, seconds, reason };
  const status = await changeBans(open, { batch, forget: [shown], record }, io);
  if (status !== undefined) return status;
  io.stdout.write(`${shown} is banned for ${timeText(seconds)}\n`);
  if (isKnown)
    complain(io, exitStatus.done, `${shown} was a known source; it is a stranger until it registers again`);
  if (await isIn('called'))
    complain(
      io,
      exitStatus.done,
      `the switch has called ${shown} in the last minutes: its answers still pass`,
    );
  return exitStatus.done;
}

async function remove({ source: text }: Act<'remove'>, open: OpenBans, io: Io): Promise<ExitStatus> {
  const source = parseSource(text);
  if (typeof source === 'string') return complain(io, exitStatus.usage, source);
  const shown = sourceText(source.address);
  const { backend, machine, sets } = open;
  const { family } = source.address;
  const set = [...sets('banned', family), ...sets('proven', family)];
  if (!(await isInSet(machine, backend, set, addressText(source.address)))) {
    io.stdout.write(`${shown} is not banned\n`);
    return exitStatus.done;
  }
  const batch = removeBatch(backend, sets, [source.address]);
  const status = await changeBans(open, { batch, forget: [shown], record: undefined }, io);
  if (status === undefined) io.stdout.write(`${shown} is no longer banned\n`);
  return status ?? exitStatus.done;
}

async function clear(open: OpenBans, io: Io): Promise<ExitStatus> {
  const batch = clearBatch(open.backend, open.sets);
  const status = await changeBans(open, { batch, forget: 'all', record: undefined }, io);
  if (status === undefined) io.stdout.write('nobody is banned any more\n');
  return status ?? exitStatus.done;
}
