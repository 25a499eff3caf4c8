import { rangeOf } from '../beside/iptables/matches.js';
import type { AddressRange } from '../net/address.js';
import { parseAddressEntry } from '../net/address-entry.js';
import { type AddressSet, addressSet, subtract, union } from '../net/address-set.js';
import { nobody } from './old-rule.js';
import { type ScriptSet, type ScriptSets, takeSet } from './script-sets.js';

/** Sets by name, as `ipset save` or nft lists them. */
export type NamedSets = ReadonlyMap<string, NamedSet>;

export interface NamedSet {
  readonly addresses: AddressSet;
  /** How many entries there are that are no addresses, such as ports: of whom it speaks is not known then. */
  readonly others: number;
  /** Entries leave by themselves, so they are no list that somebody has written. */
  readonly timed: boolean;
  /** What it is called here, where its table calls it otherwise. */
  readonly called?: string;
}

/** What `ipset save` prints, and what scripts do beside: the sets of vosguard left out. */
export function readIpsets(text: string): NamedSets {
  const sets: ScriptSets = new Map();
  takeSet(sets, { words: ['restore'], input: text });
  const own = [...sets].filter(([name]) => !name.startsWith('vg-'));
  return new Map(own.map(([name, set]) => [name, closed(set, sets)] as const));
}

/** A network with bits behind its length is the network to the kernel. */
function rangesIn(entry: string): readonly AddressRange[] {
  const network = rangeOf(entry);
  if (network !== undefined) return [network];
  const parsed = parseAddressEntry(entry);
  return parsed.kind === 'range' ? [parsed.range] : [];
}

/** How long what is said of a set or of an entry lasts; `timeout 0` is for good. */
const isTimed = (said: string): boolean => /(^| )timeout (?!0( |$))/.test(said);

/** @param above Names of the sets that this one is in, so that a circle ends. */
function closed(set: ScriptSet, sets: ScriptSets, above: readonly ScriptSet[] = []): NamedSet {
  const timed = isTimed(set.type) || [...set.entries.values()].some(isTimed);
  // Its entries are names of sets.
  const isList = /^(list:set|setlist)( |$)/.test(set.type);
  if (!isList) {
    const entries = [...set.entries].map(([entry, said]): Ranged => {
      return { ranges: rangesIn(entry), isOut: said.split(' ').includes('nomatch') };
    });
    const others = entries.filter(({ ranges }) => ranges.length === 0).length;
    return { addresses: addressesIn(entries), others, timed };
  }
  const members = [...set.entries.keys()].map((name) => sets.get(name));
  const known = members.flatMap((one) =>
    one === undefined || above.includes(one) ? [] : [closed(one, sets, [...above, set])],
  );
  return {
    addresses: known.reduce((all, { addresses }) => union(all, addresses), nobody),
    others: known.reduce((sum, { others }) => sum + others, members.length - known.length),
    timed: timed || known.some((one) => one.timed),
  };
}

interface Ranged {
  readonly ranges: readonly AddressRange[];
  readonly isOut: boolean;
}

/** Of networks within each other the narrowest decides, `nomatch` or not (ipset(8), hash:net). */
function addressesIn(all: readonly Ranged[]): AddressSet {
  if (all.every(({ isOut }) => !isOut)) return addressSet(all.flatMap(({ ranges }) => ranges));
  const bySize = new Map<bigint, { readonly within: AddressRange[]; readonly out: AddressRange[] }>();
  for (const { ranges, isOut } of all)
    for (const range of ranges) {
      const size = BigInt(range.last) - BigInt(range.first);
      const group = bySize.get(size) ?? { within: [], out: [] };
      bySize.set(size, group);
      (isOut ? group.out : group.within).push(range);
    }
  return [...bySize]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .reduce((set, [, { within, out }]) => subtract(union(set, addressSet(within)), addressSet(out)), nobody);
}

/** The addresses of entries that are addresses, networks, or names of sets. */
export function setOf(entries: readonly { readonly text: string }[], sets: NamedSets): AddressSet {
  const named = entries.flatMap(({ text }) => sets.get(text) ?? []);
  const plain = entries.flatMap(({ text }) => {
    const entry = sets.has(text) ? undefined : parseAddressEntry(text);
    return entry?.kind === 'range' ? [entry.range] : [];
  });
  return named.reduce((all, { addresses }) => union(all, addresses), addressSet(plain));
}
