import { addBatch, clearBatch, removeBatch } from '../../bans/change.js';
import { exportText } from '../../bans/export-text.js';
import { listText, type ToldBan } from '../../bans/list-text.js';
import { parseSource } from '../../bans/parse-source.js';
import { byAddress, byTimeLeft } from '../../bans/sort-bans.js';
import { sourceText } from '../../bans/source-text.js';
import { timeText } from '../../bans/time-text.js';
import { isInSet } from '../../host/live/is-in-set.js';
import { addressText } from '../../net/address.js';
import { complain } from '../complain.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { BansInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { changeBans } from './bans/change-bans.js';
import { type OpenBans, openBans } from './bans/open-bans.js';
import { toldBans } from './bans/told-bans.js';
import { whyNot } from './bans/why-not.js';
import { onHost } from './remote/on-host.js';

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
