import type { PolicyPath } from '../policy/path.js';
import type { Limit, Limits, Strangers } from '../policy/policy.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { Match } from '../ruleset/match.js';
import { isFinal } from '../ruleset/references.js';
import type { Action, Chain } from '../ruleset/ruleset.js';
import { allOnly, type ClassName, type Entry, entriesFor, sourceEntriesFor } from './classes.js';
import { address } from './entry.js';
import { greylistTime, limitDrafts } from './limits.js';
import { chains, meters, sets } from './names.js';
import { remembers } from './remember.js';
import { sharedCap, sharedChains } from './shares.js';
import { chain, type Draft, draft, goTo, refuseTo, type Shared, shared } from './write.js';

const origin: PolicyPath = ['sip', 'strangers'];

export interface ClassOf {
  readonly strangers: Strangers;
  readonly every: Shared;
  /** What follows when every limit let the packet through. */
  readonly after: Action;
  /** Which packets of the class can be requests. */
  readonly requests: readonly Match[];
}

/**
 * The rules of one class: `max_size`, method or `other`, `all`, bytes, per subnet, together; what passed is remembered, and
 * then on. What one limit refuses, the later ones do not count.
 */
export function strangersClass(
  id: ChainId,
  name: ClassName,
  { strangers, every, after, requests }: ClassOf,
): readonly Chain[] {
  const next = draft('next', [], after, origin);
  const passed = untilUnconditional([...remembers(name, requests), next]);
  const limits = sourceEntriesFor(strangers.limits, name);
  const own = ownLimits(strangers, every, name);
  const size = own[0] && isUnconditional(own[0]) ? [] : sizeDrafts(strangers, name);
  const grey = limits.find(({ value }) => value.kind === 'greylist');
  const again = chainId(`${id}.again`);
  const first = grey === undefined ? size : [...size, ...greylist(again, grey.value.path)];
  const begins = (rules: readonly Draft[], more: readonly Chain[] = []): readonly Chain[] =>
    grey === undefined
      ? [chain(id, [...first, ...rules]), ...more]
      : [chain(id, first), chain(again, [greeted(grey.value.path), ...rules]), ...more];
  if (own.some(isUnconditional)) return begins(own);
  const { begin: capped, chains: more } = together(id, strangers, name, passed);
  return begins([...own, ...capped], more);
}

/** A method that is dropped has none: it is dropped whatever its size. */
const sizeDrafts = ({ maxSize }: Strangers, name: ClassName): readonly Draft[] =>
  entriesFor(maxSize, name).map(({ key, value }) =>
    draft(`size.${key}`, largerThan(value.bytes), refuseTo(chains.refuse), value.path),
  );

/** What counts against the source and its subnet. */
function ownLimits({ limits, perSubnet }: Strangers, every: Shared, name: ClassName): readonly Draft[] {
  const byMethod = sourceEntriesFor(limits, name).filter(({ key }) => key !== 'all');
  return untilUnconditional([
    ...limitDrafts('strangers', byMethod),
    ...every.drafts,
    ...(isCommon(perSubnet) ? [] : limitDrafts('subnet', entriesFor(perSubnet, name))),
  ]);
}

/** The common caps, and what follows when they let a packet through. */
function together(id: ChainId, strangers: Strangers, name: ClassName, passed: readonly Draft[]) {
  const caps = entriesFor(strangers.together, name);
  const shared = sharedCap(strangers, name);
  const first = (entries: readonly Entry<Limit>[]) =>
    untilUnconditional([...limitDrafts('together', entries), ...passed]);
  if (shared === undefined) return { begin: first(caps), chains: [] };
  return sharedChains(id, shared, first(caps.filter(({ key }) => key !== name)));
}

/** Who has asked in the last two minutes goes on; who has not is written down, and hears nothing. */
const greylist = (again: ChainId, path: PolicyPath): readonly Draft[] => [
  draft('again', [address('source', sets.greeted)], goTo(again), path),
  greeted(path),
  draft('first', [], refuseTo(chains.refuse), path),
];

const greeted = (path: PolicyPath): Draft =>
  draft('greeted', [], { kind: 'learn', set: sets.greeted, side: 'source', timeout: greylistTime }, path);

/** A network card that merges datagrams hands on several as one packet, which every count of packets takes for one. */
const byteDrafts = ({ bytes: { udp } }: Strangers): readonly Draft[] =>
  udp === undefined
    ? []
    : [
        draft(
          'source.bytes',
          [
            { kind: 'transport', transport: 'udp' },
            { kind: 'limit', meter: meters.bytesUdp },
          ],
          refuseTo(chains.refuse),
          udp.path,
        ),
      ];

/** Behind a rule that takes every packet, such as a method that is dropped, nothing else is reached. */
function untilUnconditional(drafts: readonly Draft[]): readonly Draft[] {
  const last = drafts.findIndex(isUnconditional);
  return last < 0 ? drafts : drafts.slice(0, last + 1);
}

const isUnconditional = ({ matches, action }: Draft): boolean => matches.length === 0 && isFinal(action);

/**
 * What every class has behind its own limit: `all`, the bytes, and the limits of the subnet where they are the same for all classes. As a chain of its
 * own it stands once, and each class jumps to it.
 */
export function everyStranger(strangers: Strangers): Shared {
  const { limits, perSubnet } = strangers;
  const subnet = isCommon(perSubnet) ? limitDrafts('subnet', entriesFor(perSubnet, 'other')) : [];
  return shared(
    chains.strangersEvery,
    [...limitDrafts('strangers', allOnly(limits)), ...byteDrafts(strangers), ...subnet],
    origin,
  );
}

/** Whether it says the same of every class. */
const isCommon = (limits: Limits): boolean =>
  [...limits.keys()].every((key) => key === 'other' || key === 'all');

/** A stream has no size of its own: UDP only. */
const largerThan = (bytes: number): readonly Match[] => [
  { kind: 'transport', transport: 'udp' },
  { kind: 'larger', bytes },
];
