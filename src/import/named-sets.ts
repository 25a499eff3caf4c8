import type { AddressRange } from '../net/address.js';
import { parseAddressEntry } from '../net/address-entry.js';
import { type AddressSet, addressSet, union } from '../net/address-set.js';

/** Sets by name, as `ipset save` or nft lists them. */
export type NamedSets = ReadonlyMap<string, NamedSet>;

export interface NamedSet {
  readonly addresses: AddressSet;
  /** How many entries there are that are no addresses, such as ports. */
  readonly others: number;
  /** Entries leave by themselves, so they are no list that somebody has written. */
  readonly timed: boolean;
}

/** Names of sets in a set of the type list:set. */
interface Growing {
  readonly ranges: AddressRange[];
  readonly members: string[];
  others: number;
  readonly timed: boolean;
  readonly isList: boolean;
}

/** What `ipset save` prints, the sets of vosguard left out. */
export function readIpsets(text: string): NamedSets {
  const sets = new Map<string, Growing>();
  for (const line of text.split('\n')) {
    const [verb, name = '', third = '', ...words] = line.trim().split(/\s+/);
    if (name.startsWith('vg-')) continue;
    if (verb === 'create' || verb === '-N') sets.set(name, emptySet(third, words));
    else if (verb === 'add' || verb === '-A') addTo(sets.get(name), third, words);
  }
  return new Map([...sets].map(([name, set]) => [name, closed(set, sets)] as const));
}

const emptySet = (type: string, words: readonly string[]): Growing => ({
  ranges: [],
  members: [],
  others: 0,
  timed: words.includes('timeout'),
  isList: type === 'list:set' || type === 'setlist',
});

function addTo(set: Growing | undefined, entry: string, words: readonly string[]): void {
  if (set === undefined) return;
  if (set.isList) set.members.push(entry);
  else if (words.includes('nomatch')) set.others++;
  else for (const range of rangesIn(entry)) set.ranges.push(range);
  if (!set.isList && rangesIn(entry).length === 0) set.others++;
}

/** 0.0.0.0/0 stands in no set of ipset; halves of it do. */
function rangesIn(entry: string): readonly AddressRange[] {
  const parsed = parseAddressEntry(entry);
  return parsed.kind === 'range' ? [parsed.range] : [];
}

function closed(set: Growing, sets: ReadonlyMap<string, Growing>): NamedSet {
  const own = addressSet(set.ranges);
  const addresses = set.members.reduce(
    (all, name) => union(all, addressSet(sets.get(name)?.ranges ?? [])),
    own,
  );
  return { addresses, others: set.others, timed: set.timed };
}
