import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { ListSources } from '../../../host/lists/list-sources.js';
import type { FetchedList } from '../../../lists/fetched-lists.js';
import { judgeList } from '../../../lists/judge-list.js';
import { namedAddresses, namedText } from '../../../lists/named-text.js';
import { listLimit, policyLimit } from '../../../parse/files.js';
import { shownPath } from '../../../parse/shown-path.js';
import type { LockedAddress, LockedList } from '../../../policy/list-lock.js';
import { type ListOrigin, type ListSpec, originText } from '../../../policy/list-spec.js';
import { type OpenLists, standing } from './open-lists.js';

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
      return { kind: 'failed', why: 'it has no origin' };
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
