import { rangeOf } from '../beside/iptables/matches.js';
import type { AddressRange } from '../net/address.js';
import { parseAddressEntry } from '../net/address-entry.js';
import { type AddressSet, addressSet, subtract, union } from '../net/address-set.js';
import { nobody } from './old-rule.js';

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

interface Growing {
  readonly entries: Map<string, { readonly ranges: readonly AddressRange[]; readonly isOut: boolean }>;
  timed: boolean;
  /** Of the type list:set: its entries are names of sets. */
  readonly isList: boolean;
}

type Sets = Map<string, Growing>;

/** What `ipset save` prints, and what scripts do beside: the sets of vosguard left out. */
export function readIpsets(text: string): NamedSets {
  const sets: Sets = new Map();
  for (const line of text.split('\n')) {
    const plain = line
      .trim()
      .split(/\s+/)
      .filter((word) => !/^(-exist|-!|--exist|-quiet|-q)$/.test(word));
    const [verb = '', name = '', third = '', ...words] = plain;
    if (!name.startsWith('vg-')) verbs.get(verb)?.(sets, name, third, words);
  }
  return new Map([...sets].map(([name, set]) => [name, closed(set, sets)] as const));
}

type Verb = (sets: Sets, name: string, third: string, words: readonly string[]) => void;

/** A set that is there already stays as it is (`-exist`). */
const create: Verb = (sets, name, type, words) => {
  const lasts = words[words.indexOf('timeout') + 1];
  const timed = words.includes('timeout') && lasts !== '0';
  if (!sets.has(name))
    sets.set(name, { entries: new Map(), timed, isList: type === 'list:set' || type === 'setlist' });
};

const add: Verb = (sets, name, entry, words) => {
  const set = sets.get(name);
  if (set === undefined) return;
  const lasts = words.includes('timeout') ? words[words.indexOf('timeout') + 1] : undefined;
  if (lasts !== undefined && lasts !== '0') set.timed = true;
  set.entries.set(entry, { ranges: set.isList ? [] : rangesIn(entry), isOut: words.includes('nomatch') });
};

const remove: Verb = (sets, name, entry) => void sets.get(name)?.entries.delete(entry);

const flush: Verb = (sets, name) => {
  for (const set of name === '' ? sets.values() : [sets.get(name)]) set?.entries.clear();
};

const destroy: Verb = (sets, name) => (name === '' ? sets.clear() : void sets.delete(name));

const rename: Verb = (sets, name, to) => {
  const set = sets.get(name);
  sets.delete(name);
  if (set !== undefined) sets.set(to, set);
};

const swap: Verb = (sets, name, second) => {
  const [one, other] = [sets.get(name), sets.get(second)];
  if (one === undefined || other === undefined) return;
  sets.set(name, other).set(second, one);
};

/** With the letters of ipset 4, which old scripts use. */
const verbs: ReadonlyMap<string, Verb> = new Map([
  ...['create', '-N'].map((word) => [word, create] as const),
  ...['add', '-A'].map((word) => [word, add] as const),
  ...['del', '-D'].map((word) => [word, remove] as const),
  ...['flush', '-F'].map((word) => [word, flush] as const),
  ...['destroy', '-X'].map((word) => [word, destroy] as const),
  ...['rename', '-E'].map((word) => [word, rename] as const),
  ...['swap', '-W'].map((word) => [word, swap] as const),
]);

/** A network with bits behind its length is the network to the kernel. */
function rangesIn(entry: string): readonly AddressRange[] {
  const network = rangeOf(entry);
  if (network !== undefined) return [network];
  const parsed = parseAddressEntry(entry);
  return parsed.kind === 'range' ? [parsed.range] : [];
}

/** @param above Names of the sets that this one is in, so that a circle ends. */
function closed(set: Growing, sets: Sets, above: readonly Growing[] = []): NamedSet {
  if (!set.isList) {
    const others = [...set.entries.values()].filter(({ ranges }) => ranges.length === 0).length;
    return { addresses: addressesIn(set), others, timed: set.timed };
  }
  const members = [...set.entries.keys()].map((name) => sets.get(name));
  const known = members.flatMap((one) =>
    one === undefined || above.includes(one) ? [] : [closed(one, sets, [...above, set])],
  );
  return {
    addresses: known.reduce((all, { addresses }) => union(all, addresses), nobody),
    others: known.reduce((sum, { others }) => sum + others, members.length - known.length),
    timed: set.timed || known.some(({ timed }) => timed),
  };
}

/** Of networks within each other the narrowest decides, `nomatch` or not (ipset(8), hash:net). */
function addressesIn({ entries }: Growing): AddressSet {
  const all = [...entries.values()];
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
