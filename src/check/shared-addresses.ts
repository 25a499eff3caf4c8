import type { Place } from '../diagnostics/source.js';
import { type AddressRange, addressText } from '../net/address.js';
import { addressSet, overlaps } from '../net/address-set.js';
import { cidrs } from '../net/cidrs.js';
import { findOverlap } from '../net/find-overlap.js';
import type { Sources } from '../policy/policy.js';

/** What one entry of some sources shares with others. */
export interface SharedAddresses {
  readonly place: Place | undefined;
  /** Where the entries of the others stand, at most `mostNamed`. */
  readonly others: readonly Place[];
  readonly addresses: string;
  /** How many shared ranges are not in `addresses`. */
  readonly more: number;
}

const mostNamed = 3;

/** The entries of `a` that share addresses with `b`, in the order of the policy, as many as `findOverlap` finds. */
export function sharedAddresses(a: Sources, b: Sources): readonly SharedAddresses[] {
  if (!overlaps(a.set, b.set)) return [];
  const found = findOverlap([...a.entries.ranges()], [...b.entries.ranges()]);
  const entries = [...new Set(found.map((one) => one.a))];
  return entries.map((entry) => {
    const pairs = found.filter((one) => one.a === entry);
    const named = pairs.slice(0, mostNamed);
    return {
      place: a.entries.placeOf(entry),
      others: named.flatMap((one) => b.entries.placeOf(one.b) ?? []),
      addresses: named.map(({ range }) => rangeText(range)).join(', '),
      more: pairs.length - named.length,
    };
  });
}

/** As a network where it is one, otherwise `first-last`. */
function rangeText(range: AddressRange): string {
  const [network, another] = cidrs(addressSet([range]), range.family);
  return network !== undefined && another === undefined ? network : spanText(range);
}

function spanText(range: AddressRange): string {
  return range.family === 'ipv4'
    ? `${addressText({ family: 'ipv4', value: range.first })}-${addressText({ family: 'ipv4', value: range.last })}`
    : `${addressText({ family: 'ipv6', value: range.first })}-${addressText({ family: 'ipv6', value: range.last })}`;
}
