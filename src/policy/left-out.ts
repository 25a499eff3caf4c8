import type { AddressRange } from '../net/address.js';
import {
  type AddressSet,
  addressSet,
  intersect,
  isEmpty,
  overlaps,
  subtract,
  union,
} from '../net/address-set.js';
import { families } from '../net/family.js';
import { networks } from '../net/networks.js';
import { neverForeign, privateNetworks } from '../net/reserved.js';
import type { UsedList } from './used-list.js';

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
