import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { timeText } from '../../../bans/ban.js';
import type { ListSources } from '../../../host/lists/list-sources.js';
import type { FetchedList } from '../../../lists/fetched-lists.js';
import { judgeList } from '../../../lists/judge-list.js';
import { namedAddresses, namedText } from '../../../lists/named-text.js';
import { listLimit, policyLimit, shownPath } from '../../../parse/files.js';
import { type LockedAddress, type LockedList, lockText } from '../../../policy/list-lock.js';
import { type ListOrigin, type ListSpec, originText } from '../../../policy/list-spec.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ListsRefreshInvocation } from '../../invocation.js';
import { complain, type Io } from '../../io.js';
import { type OpenLists, openLists, standing } from './open-lists.js';

export type Refreshed =
  | { readonly kind: 'taken' | 'unchanged'; readonly locked: LockedList }
  | { readonly kind: 'kept'; readonly why: string; readonly locked: LockedList }
  | { readonly kind: 'unwritten'; readonly why: string };

export interface Refreshing {
  readonly open: OpenLists;
  readonly sources: ListSources;
  readonly now: Date;
  readonly cwd: string;
  readonly allowOutside: boolean;
  readonly accepted: boolean;
}

/** What came, or why nothing did. */
type Came =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly addresses: ReadonlyMap<string, LockedAddress>;
      /** Seconds after which it is to be asked again, as its name servers say. */
      readonly ttl: number | undefined;
      /** What part of it failed. */
      readonly failed: string | undefined;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** Fetches one list, and writes it where it may take the place of what stands. */
export async function refreshList(list: FetchedList, refreshing: Refreshing): Promise<Refreshed> {
  const { open, now } = refreshing;
  const { spec } = list;
  const known = open.lock.get(spec.name);
  const last = known?.origin === originText(spec.origin) ? known : undefined;
  const came = await fetchList(spec, last, refreshing);
  if (came.kind === 'failed') return kept(spec, last, came.why, now);
  const before = standing(spec, open.files);
  const judged = judgeList(list, { fetched: came.bytes, before, accepted: refreshing.accepted });
  if (judged.kind === 'keep') return kept(spec, last, judged.why, now);
  const { text, entries } = judged;
  const same = before !== undefined && Buffer.from(text).equals(before);
  const fault = same ? undefined : write(spec, text, refreshing);
  if (fault !== undefined) return { kind: 'unwritten', why: fault };
  const locked: LockedList = {
    origin: originText(spec.origin),
    sha256: createHash('sha256').update(text).digest('hex'),
    entries,
    fetched: now.toISOString(),
    tried: now.toISOString(),
    failed: came.failed,
    due: later(now, spec.every ?? waitOf(came.ttl)),
    addresses: came.addresses,
  };
  return came.failed === undefined
    ? { kind: same ? 'unchanged' : 'taken', locked }
    : { kind: 'kept', why: came.failed, locked };
}

function write(
  { file, from }: ListSpec,
  text: string,
  { open, sources, cwd, allowOutside }: Refreshing,
): string | undefined {
  return sources.write(resolve(cwd, shownPath(file, from)), text, {
    root: resolve(cwd, open.root),
    allowOutside,
  });
}

const HOUR = 3_600_000;
const RETRIED = HOUR / 4;

const later = (now: Date, milliseconds: number): string =>
  new Date(now.getTime() + milliseconds).toISOString();

/** A TTL of seconds is for browsers: nobody applies rules so often. */
function waitOf(ttl: number | undefined): number {
  return ttl === undefined ? 24 * HOUR : Math.min(Math.max(ttl * 1000, HOUR / 12), HOUR);
}

function kept(spec: ListSpec, last: LockedList | undefined, why: string, now: Date): Refreshed {
  const nothing = { sha256: undefined, entries: 0, fetched: undefined, addresses: new Map() };
  const locked = {
    ...(last ?? nothing),
    origin: originText(spec.origin),
    tried: now.toISOString(),
    failed: why,
    due: later(now, RETRIED),
  };
  return { kind: 'kept', why, locked };
}

async function fetchList(
  spec: ListSpec,
  last: LockedList | undefined,
  refreshing: Refreshing,
): Promise<Came> {
  const { origin } = spec;
  switch (origin.kind) {
    case 'file':
    case 'switch':
    case 'switch-names':
      return { kind: 'failed', why: 'it has no origin that is fetched here' };
    case 'https':
      return fetchUrl(origin, spec, refreshing);
    case 'names':
      return fetchNames(origin, last, refreshing);
  }
}

type Origin<K extends ListOrigin['kind']> = Extract<ListOrigin, { kind: K }>;

const PATIENCE = 120_000;

async function fetchUrl(
  { url, ca }: Origin<'https'>,
  { from }: ListSpec,
  { open, sources }: Refreshing,
): Promise<Came> {
  const found = ca === undefined ? undefined : open.files.read(ca, from, policyLimit);
  if (found?.kind === 'fault') return { kind: 'failed', why: `the file of ca cannot be read: ${found.path}` };
  const trust = found && new TextDecoder().decode(found.bytes);
  const came = await sources.https(url, trust, { bytes: listLimit, milliseconds: PATIENCE });
  return came.kind === 'failed' ? came : { ...came, addresses: new Map(), ttl: undefined, failed: undefined };
}

async function fetchNames(
  { names, keep }: Origin<'names'>,
  last: LockedList | undefined,
  { sources, now }: Refreshing,
): Promise<Came> {
  const { addresses: found, failures } = await sources.names(names);
  const addresses = namedAddresses(found, last?.addresses ?? new Map(), { names, time: now, keep });
  const failed = failures.map(({ name, why }) => `${name}: ${why}`).join('; ');
  if (found.length === 0 && addresses.size === 0)
    return { kind: 'failed', why: failed === '' ? 'no name has an address' : failed };
  const ttls = found.map(({ ttl }) => ttl);
  return {
    kind: 'bytes',
    bytes: new TextEncoder().encode(namedText(addresses)),
    addresses,
    ttl: ttls.length === 0 ? undefined : Math.min(...ttls),
    failed: failed === '' ? undefined : failed,
  };
}

/** `vosguard lists refresh [FILE]`: into the files beside the policy, and what is known of them into the lock. */
export async function listsRefresh(invocation: ListsRefreshInvocation, io: Io): Promise<ExitStatus> {
  const open = openLists(invocation.file, invocation, io);
  if (typeof open === 'number') return open;
  const { only, accept } = invocation;
  const missing = [only, accept].find(
    (name) => name !== undefined && !open.lists.some(({ spec }) => spec.name === name),
  );
  if (missing !== undefined)
    return complain(
      io,
      exitStatus.usage,
      `the policy has no list ${missing} that is fetched here, by a url or names (of those with on_switch: --host)`,
    );
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
