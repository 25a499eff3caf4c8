import { type Backend, setsOf } from '../../bans/sets.js';
import { installerAlone } from '../../compile/artifacts-of.js';
import { readListSet } from '../../host/live/known-lists.js';
import { offloadsOf, readClock } from '../../host/live/read-life.js';
import { afterFiles, notedOn, readState, type State } from '../../host/live/read-state.js';
import { type Now, readStatus } from '../../host/live/read-status.js';
import type { Machine } from '../../host/machine.js';
import { families } from '../../net/address.js';
import { type Applied, readApplied } from '../../plan/applied.js';
import { readSetContents } from '../../plan/nftables/listed-text.js';
import { offloadNotes } from '../../plan/offloads.js';
import { countsInIptables, countsInNft } from '../../status/counters.js';
import { type Difference, ruleDrift, sysctlDrift } from '../../status/drift.js';
import { countedByListing, type Load, loadsOf } from '../../status/load.js';
import { withSources } from '../../status/noted.js';
import { capsOf, refusedBy, type Status } from '../../status/status.js';
import { statusJson } from '../../status/status-json.js';
import { statusText } from '../../status/status-text.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { StatusInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { toldBans } from './bans.js';
import { install } from './install.js';
import { afterApplyRemotely, onHost, underRoot } from './remote/on-host.js';

/** Longer lists of nft are not looked into. */
const MOST_COMPARED = 5000;

interface ListDrift {
  readonly differences: readonly Difference[];
  readonly notes: readonly string[];
}

/**
 * Lists of nftables that hold something else than after the apply. Of those of ipset the tool counts the entries, which is compared
 * elsewhere.
 */
export async function listDrift(
  machine: Machine,
  backend: Backend,
  { sets }: Applied,
  afterNft: string,
): Promise<ListDrift> {
  if (backend === 'iptables') return { differences: [], notes: [] };
  const lists = new Set(sets.flatMap(({ name, kind }) => (kind === 'static' ? [name] : [])));
  const counted = readSetContents(afterNft, () => false);
  const isShort = (name: string) => (counted.get(name)?.entries ?? 0) <= MOST_COMPARED;
  const kept = readSetContents(afterNft, (name) => lists.has(name) && isShort(name));
  const differences: Difference[] = [];
  for (const [name, { addresses }] of kept) {
    if (addresses === undefined) continue;
    const now = await readListSet(machine, backend, name);
    // One that is gone is told among the sets.
    if (typeof now === 'string') continue;
    const isSame = families.every((family) => now[family].join() === addresses[family].join());
    if (!isSame) differences.push({ part: 'sets', text: `set ${name}: it does not hold what was applied` });
  }
  const long = [...lists].filter((name) => !isShort(name));
  const notes = long.map(
    (name) => `what is in the set ${name} is not compared: the kernel takes too long to list it`,
  );
  return { differences, notes };
}

export interface Host {
  readonly machine: Machine;
  /** The folder that every file of the host is under; empty for none. */
  readonly root: string;
  readonly state: State;
  readonly applied: Applied;
}

/** More bans than this are not listed by the way: nft takes long to list a set. */
const MOST_BANS = 20_000;

/** Reads the host; in words, why it cannot be read. */
export async function statusOf(host: Host): Promise<Status | string> {
  const { machine, root, state, applied } = host;
  const backend: Backend = state.files.get('backend')?.trim() === 'nftables' ? 'nftables' : 'iptables';
  const kept = state.files.get('after/sysctl') ?? '';
  const keys = keysIn(kept);
  const counted = countedByListing(applied, backend);
  const now = await readStatus(machine, keys, { root, snapshot: state.snapshot, ...counted });
  if (typeof now === 'string') return now;
  const loads = loadsOf(applied, backend, now);
  const ends = new Set((state.files.get('refusing') ?? '').trim().split(' '));
  const counts = countsOf(now, ends);
  const noted = await notedOn(machine, applied);
  const rules = ruleDrift({ kept: state.files, ...now });
  const lists = await listDrift(machine, backend, applied, state.files.get('after/nft') ?? '');
  return {
    policy: applied.policy,
    note: state.files.get('note')?.trim() || undefined,
    backend,
    age: ageOf(now),
    isPending: state.pending !== '',
    differences: [
      ...pendingDrift(state, now),
      ...secondCopies(now),
      ...(backend === 'iptables' && now.openSix ? [openSix] : []),
      ...[...rules.differences, ...lists.differences],
      ...[...sysctlDrift(kept, now.sysctls), ...bootDrift(now)],
    ],
    notes: [...rules.notes, ...lists.notes, ...now.probe.notes, ...offloadNotes(await offloadsOf(machine))],
    ends: now.probe.ends,
    begun: now.probe.begun,
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

const keysIn = (sysctls: string): readonly string[] =>
  [...sysctls.matchAll(/^(\S+) /gm)].map(([, key = '']) => key);

/** Seconds since the apply, by the host's own clock. */
const ageOf = ({ probe }: Now): number | undefined =>
  probe.applied === undefined || probe.now === undefined ? undefined : Math.max(0, probe.now - probe.applied);

/** How often each rule that refuses has met a packet. */
const countsOf = (now: Now, ends: ReadonlySet<string>) => [
  ...countsInIptables(now.iptables.ipv4, ends),
  ...countsInIptables(now.iptables.ipv6, ends),
  ...countsInNft(now.nftJson, ends),
];

/** What the next boot would not find as the apply has left it. */
const bootDrift = ({ probe }: Now): readonly Difference[] => [
  ...probe.bootFiles.map(
    (file): Difference => ({ part: 'boot', text: `boot: /${file} is not as it was written` }),
  ),
  ...probe.wrong.map((text): Difference => ({ part: 'boot', text })),
];

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
  const banned = loads.filter(({ holds }) => holds === 'banned' || holds === 'proven' || holds === 'subnets');
  const isLong = banned.some(({ entries }) => entries === undefined || entries > MOST_BANS);
  if (backend === 'nftables' && isLong) return undefined;
  const told = await toldBans({ machine, state, applied, backend, sets: setsOf(applied, backend) });
  return typeof told === 'string' ? undefined : told;
}

/** `vosguard status`: whether what runs is what was applied, and what it does. By what the apply has left, without the policy. */
export const status = (invocation: StatusInvocation, io: Io): Promise<ExitStatus> =>
  onHost(invocation.host, io, (there) => statusThere(invocation, there));

async function statusThere({ root, host, json }: StatusInvocation, io: Io): Promise<ExitStatus> {
  const machine = await io.machine();
  if (!(await machine.isRoot()))
    return complain(io, exitStatus.failed, 'only root can read the rules of a host');
  const under = underRoot(root, io);
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
    const files = installerAlone();
    return host === undefined
      ? install(files, root, ['--status'], io)
      : afterApplyRemotely({ name: 'status', changes: false, root, files }, host, ['--status'], io);
  }
  const found = await statusOf({ machine, root: under, state, applied });
  if (typeof found === 'string') return complain(io, exitStatus.failed, found);
  for (const note of found.notes) complain(io, exitStatus.done, `note: ${note}`);
  io.stdout.write(json ? statusJson(found) : statusText(found));
  return found.differences.length > 0 ? exitStatus.problems : exitStatus.done;
}
