import type { Backend } from '../../../bans/change.js';
import { setsOf } from '../../../bans/change.js';
import { readClock } from '../../../host/live/read-clock.js';
import { notedOn } from '../../../host/live/read-noted.js';
import { offloadsOf } from '../../../host/live/read-offloads.js';
import type { State } from '../../../host/live/read-state.js';
import { type Now, readStatus } from '../../../host/live/read-status.js';
import type { Machine } from '../../../host/machine.js';
import type { Applied } from '../../../plan/applied.js';
import { offloadNotes } from '../../../plan/offloads.js';
import { countsInIptables, countsInNft } from '../../../status/counters.js';
import type { Difference } from '../../../status/difference.js';
import { ruleDrift } from '../../../status/drift.js';
import { countedByListing, type Load, loadsOf } from '../../../status/load.js';
import { withSources } from '../../../status/noted.js';
import { capsOf, refusedBy, type Status } from '../../../status/status.js';
import { sysctlDrift } from '../../../status/sysctl-drift.js';
import { toldBans } from '../bans/told-bans.js';
import { listDrift } from './list-drift.js';

export interface Host {
  readonly machine: Machine;
  /** The folder that every file of the host is under; empty for none. */
  readonly root: string;
  readonly state: State;
  readonly applied: Applied;
}

/** More bans than this are not listed by the way: nft takes long to list a set. */
const MOST_LISTED = 20_000;

/** Reads the host; in words, why it cannot be read. */
export async function statusOf(host: Host): Promise<Status | string> {
  const { machine, root, state, applied } = host;
  const backend: Backend = state.files.get('backend')?.trim() === 'nftables' ? 'nftables' : 'iptables';
  const kept = state.files.get('after/sysctl') ?? '';
  const keys = [...kept.matchAll(/^(\S+) /gm)].map(([, key = '']) => key);
  const counted = countedByListing(applied, backend);
  const now = await readStatus(machine, keys, { root, snapshot: state.snapshot, ...counted });
  if (typeof now === 'string') return now;
  const loads = loadsOf(applied, backend, now);
  const ends = new Set((state.files.get('refusing') ?? '').trim().split(' '));
  const counts = [
    ...countsInIptables(now.iptables.ipv4, ends),
    ...countsInIptables(now.iptables.ipv6, ends),
    ...countsInNft(now.nftJson, ends),
  ];
  const noted = await notedOn(machine, applied);
  const rules = ruleDrift({ kept: state.files, ...now });
  const lists = await listDrift(machine, backend, applied, state.files.get('after/nft') ?? '');
  const { applied: since, now: clock } = now.probe;
  return {
    policy: applied.policy,
    note: state.files.get('note')?.trim() || undefined,
    backend,
    age: since === undefined || clock === undefined ? undefined : Math.max(0, clock - since),
    isPending: state.pending !== '',
    differences: [
      ...pendingDrift(state, now),
      ...secondCopies(now),
      ...(backend === 'iptables' && now.openSix ? [openSix] : []),
      ...rules.differences,
      ...lists.differences,
      ...sysctlDrift(kept, now.sysctls),
      ...now.probe.bootFiles.map(
        (file): Difference => ({ part: 'boot', text: `boot: /${file} is not as it was written` }),
      ),
      ...now.probe.wrong.map((text): Difference => ({ part: 'boot', text })),
    ],
    notes: [...rules.notes, ...lists.notes, ...now.probe.notes, ...offloadNotes(await offloadsOf(machine))],
    ends: now.probe.ends,
    byHand: now.probe.byHand,
    leftOut: state.files.get('left-out')?.trim() || undefined,
    refused: withSources(refusedBy(counts, ends, applied.rules), noted),
    observed: await observedOn(host),
    caps: capsOf(counts, applied.rules),
    learning: await learningOf(host, backend),
    registrations: applied.registrations,
    banned: await bannedOf(host, backend, loads),
    loads,
  };
}

const openSix: Difference = {
  part: 'rules',
  text: 'IPv6 is not filtered: this host has IPv6 addresses and no ip6tables',
};

/** Where `iptables` has become the other variant since, what it does not show is still in force. */
const secondCopies = ({ others }: Now): readonly Difference[] =>
  others
    .filter(({ ours }) => ours > 0)
    .map(({ tool, plain, ours }) => ({
      part: 'rules',
      text: `${tool} holds ${ours} rules of vosguard, which ${plain} does not show: they judge each packet; the next apply takes them away`,
    }));

function pendingDrift({ pending, applied, snapshot }: State, { probe }: Now): readonly Difference[] {
  if (pending === '') return [];
  const isRunning = snapshot.endsWith(`/${pending}`);
  if (!isRunning && applied !== '')
    return [
      {
        part: 'pending',
        text: 'an apply waited for its confirmation when the host was started again: it is void',
      },
    ];
  const gone = probe.waiterGone
    ? ', and the process that would go back is not running: confirm it, or take it back with vosguard rollback'
    : '';
  return [{ part: 'pending', text: `an apply waits for its confirmation${gone}` }];
}

/** While an apply only observes, what it has seen, in the words of the installer. */
async function observedOn({ machine, root, state }: Host): Promise<readonly string[]> {
  if (state.pending === '' || !state.files.has('observing') || state.files.has('enforced')) return [];
  const where = root === '' ? [] : ['--root', root];
  const told = await machine.run('sh', [`${state.snapshot}/artifacts/install.sh`, 'report', ...where]);
  return told.kind === 'done' ? told.output.trimEnd().split('\n') : [];
}

/** Of the clocks of both families, the one that runs longer. */
async function learningOf({ machine, applied }: Host, backend: Backend): Promise<number | undefined> {
  const left: number[] = [];
  for (const { name } of applied.sets.filter((set) => set.kind === 'clock' && set.backend === backend)) {
    const seconds = await readClock(machine, backend, name);
    if (seconds !== undefined) left.push(seconds);
  }
  return left.length === 0 ? undefined : Math.max(...left);
}

async function bannedOf(
  { machine, state, applied }: Host,
  backend: Backend,
  loads: readonly Load[],
): Promise<Status['banned']> {
  const banned = loads.filter(({ holds }) => holds === 'banned' || holds === 'proven');
  const isLong = banned.some(({ entries }) => entries === undefined || entries > MOST_LISTED);
  if (backend === 'nftables' && isLong) return undefined;
  const told = await toldBans({ machine, state, applied, backend, sets: setsOf(applied, backend) });
  return typeof told === 'string' ? undefined : told;
}
