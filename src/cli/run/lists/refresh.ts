import { timeText } from '../../../bans/time-text.js';
import type { FetchedList } from '../../../lists/fetched-lists.js';
import { type LockedList, lockText } from '../../../policy/list-lock.js';
import { complain } from '../../complain.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import type { ListsRefreshInvocation } from '../../lists-invocation.js';
import { type OpenLists, openLists } from './open-lists.js';
import { type Refreshed, refreshList } from './refresh-list.js';

/** `vosguard lists refresh [FILE]`: into the files beside the policy, and what is known of them into the lock. */
export async function listsRefresh(invocation: ListsRefreshInvocation, io: Io): Promise<ExitStatus> {
  const open = openLists(invocation.file, invocation, io);
  if (typeof open === 'number') return open;
  const { only, accept } = invocation;
  const missing = [only, accept].find(
    (name) => name !== undefined && !open.lists.some(({ spec }) => spec.name === name),
  );
  if (missing !== undefined)
    return complain(io, exitStatus.usage, `the policy has no list ${missing} with a url or names`);
  const sources = await io.lists();
  const now = sources.now();
  const { cwd } = io;
  const { allowOutside } = invocation;
  const lock = new Map(open.lock);
  let status: ExitStatus = exitStatus.done;
  for (const list of wanted(open, invocation, now)) {
    const { name } = list.spec;
    const accepted = accept === name;
    const refreshed = await refreshList(list, { open, sources, now, cwd, allowOutside, accepted });
    if (refreshed.kind === 'unwritten') return complain(io, exitStatus.failed, `${name}: ${refreshed.why}`);
    if (refreshed.kind === 'kept') status = exitStatus.problems;
    tell(name, refreshed, now, io);
    lock.set(name, refreshed.locked);
    // After each list: what is written and what is known of it must not part for long.
    const fault = sources.write(open.lockPath, lockText(lock), { root: open.root, allowOutside: true });
    if (fault !== undefined) return complain(io, exitStatus.failed, fault);
  }
  return status;
}

function wanted(
  { lists, lock }: OpenLists,
  { only, due }: ListsRefreshInvocation,
  now: Date,
): readonly FetchedList[] {
  const isDue = (name: string) => !((lock.get(name)?.due ?? '') > now.toISOString());
  return lists.filter(({ spec: { name } }) => (only === undefined || only === name) && (!due || isDue(name)));
}

function tell(name: string, refreshed: Exclude<Refreshed, { kind: 'unwritten' }>, now: Date, io: Io): void {
  const { locked } = refreshed;
  if (refreshed.kind === 'kept')
    complain(io, exitStatus.done, `${name}: ${refreshed.why}; ${standsText(locked, now)}`);
  else
    io.stdout.write(
      `${name}: ${entriesText(locked)}${refreshed.kind === 'unchanged' ? ', unchanged' : ''}\n`,
    );
}

export const entriesText = ({ entries }: Pick<LockedList, 'entries'>): string =>
  `${entries} ${entries === 1 ? 'entry' : 'entries'}`;

/** What is in the file now. */
function standsText(locked: LockedList, now: Date): string {
  if (locked.fetched === undefined) return 'nothing has been fetched before';
  return `what stands is kept, ${entriesText(locked)}, ${ageText(locked.fetched, now)} old`;
}

export const ageText = (time: string, now: Date): string =>
  timeText(Math.max(0, Math.round((now.getTime() - Date.parse(time)) / 1000)));
