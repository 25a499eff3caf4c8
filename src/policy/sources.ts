import type { Place } from '../diagnostics/diagnostic.js';
import { type AddressRange, families } from '../net/address.js';
import {
  type AddressSet,
  addressSet,
  intersect,
  isEmpty,
  overlaps,
  subtract,
  union,
} from '../net/address-set.js';
import type { LocatedRange } from '../net/merge-entries.js';
import { networks, neverForeign, privateNetworks } from '../net/reserved.js';
import type { LockedList } from './list-lock.js';
import { isOnSwitch, type ListSpec } from './list-spec.js';
import type { PolicyPath } from './path.js';

/** The entries behind a set of addresses. A list may have a million of them, so both are made when they are asked for. */
export interface LocatedEntries {
  /** In the order of reading. */
  readonly ranges: () => Iterable<LocatedRange>;
  /** Where the entry with this index stands; indexes are unique within a policy. */
  readonly placeOf: (index: number) => Place | undefined;
}

/** A list file where the policy names it. */
export interface UsedList {
  /** As shown to the user. */
  readonly file: string;
  /** In the order of its lines; those that could not be read are not among them. */
  readonly ranges: Iterable<LocatedRange>;
  /** Its entry in `lists`, where it has one, and what is known of the last refresh. */
  readonly spec: ListSpec | undefined;
  readonly locked: LockedList | undefined;
  /** Of the value that names the file. */
  readonly path: PolicyPath;
}

/** Addresses as a policy names them: groups, literals and files, already merged. */
export interface Sources {
  readonly set: AddressSet;
  /** What the set was made of, for messages that name places. */
  readonly entries: LocatedEntries;
  /** The list files among it, by way of groups too, each once. */
  readonly lists: readonly UsedList[];
  /** What stands in the policy itself. */
  readonly written: () => AddressSet;
  readonly path: PolicyPath;
}

/** The lists among them that the host of the rules fetches or resolves by itself. */
export const switchLists = ({ lists }: Pick<Sources, 'lists'>): readonly ListSpec[] =>
  lists.flatMap(({ spec }) => (spec !== undefined && isOnSwitch(spec.origin) ? [spec] : []));

/** What of a list file is not blocked though it stands there. */
export interface LeftOut {
  /** Loopback, link-local, multicast: nobody who could be blocked has such an address. */
  readonly never: AddressSet;
  /** Private networks of which the list holds the whole. */
  readonly wholePrivate: AddressSet;
  /** The list without either. */
  readonly rest: AddressSet;
}

/**
 * Lists of bogus networks hold all of private space, and phones, peers and the operator himself may be in it: one who blocks that means
 * it and writes it in the policy. A part of it is a list's own affair.
 */
export function leftOutOf({ ranges }: UsedList): LeftOut {
  const all = addressSet(bare(ranges));
  const never = intersect(all, neverForeign);
  const wholePrivate = privateNetworks
    .map((network) => networks(network))
    .filter((network) => isIn(network, all))
    .reduce(union, networks());
  return { never, wholePrivate, rest: subtract(all, union(never, wholePrivate)) };
}

function* bare(ranges: UsedList['ranges']): Generator<AddressRange> {
  for (const { range } of ranges) yield range;
}

const isIn = (inner: AddressSet, outer: AddressSet): boolean => {
  const missing = subtract(inner, outer);
  return families.every((family) => isEmpty(missing, family));
};

const reserved = union(neverForeign, networks(...privateNetworks));

/** Whether anything of the set may have to be left out: most lists are spared the work. */
export const mayLeaveOut = (set: AddressSet): boolean => overlaps(set, reserved);
