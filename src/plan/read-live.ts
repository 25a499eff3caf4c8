import { type Family, families } from '../net/address.js';
import { readIptables } from './iptables/read-iptables.js';
import { type ListedChain, type ListedSet, readAddresses } from './listing.js';
import { readSetContents, withDevices } from './nftables/listed-text.js';
import { readNftJson } from './nftables/read-nft-json.js';
import { readCreated, readHeads, readMembers } from './read-ipset.js';

export interface KnownList {
  readonly entries: number;
  /** As `LongList` has it. */
  readonly sha256: string;
  /** Its entries, one a line; `undefined` where nobody needs them. */
  readonly text: string | undefined;
}

/** What the tools of a host have printed, not yet read. Empty where there is nothing. */
export interface LiveTexts {
  /** `iptables-save`, `ip6tables-save`: the tables raw and filter. */
  readonly iptables: Readonly<Record<Family, string>>;
  /** `nft -j list ruleset`, or of our table only; the elements of sets may be left out. */
  readonly nftJson: string;
  /** `nft list` in words, for what is not in the JSON: elements, and devices. */
  readonly nftText: string;
  /** `ipset list -t` or `ipset save`, one behind the other. */
  readonly ipset: string;
  /** Long lists that are known to stand as they were loaded, so that nobody has listed them. */
  readonly lists: ReadonlyMap<string, KnownList>;
  readonly sysctls: ReadonlyMap<string, string>;
  /** Families for which the host has no iptables that could hold rules. */
  readonly lacking?: ReadonlySet<Family>;
  /** Keys that can only be read here, as in a container. */
  readonly fixed?: ReadonlySet<string>;
}

export interface Live {
  readonly iptables: { readonly chains: readonly ListedChain[]; readonly sets: readonly ListedSet[] };
  readonly nftables: { readonly chains: readonly ListedChain[]; readonly sets: readonly ListedSet[] };
  readonly sysctls: ReadonlyMap<string, string>;
}

/** Reads what the tools printed. `isList` knows the sets whose contents the policy lists. `undefined`: no JSON of nft. */
export function readLive(texts: LiveTexts, isList: (name: string) => boolean): Live | undefined {
  const nftables = texts.nftJson === '' ? { chains: [], sets: [] } : readNftJson(texts.nftJson);
  if (nftables === undefined) return undefined;
  const contents = readSetContents(texts.nftText, isList);
  return {
    iptables: {
      chains: families.flatMap((family) => readIptables(texts.iptables[family], family)),
      sets: ipsets(texts, isList),
    },
    nftables: {
      chains: nftables.chains.map((chain) => withDevices(chain, texts.nftText)),
      sets: nftables.sets.map((set) => knownOr(texts, set, () => contents.get(set.name) ?? {})),
    },
    sysctls: texts.sysctls,
  };
}

function ipsets(texts: LiveTexts, isList: (name: string) => boolean): readonly ListedSet[] {
  const heads = readHeads(texts.ipset);
  const sets = heads.length > 0 ? heads : readCreated(texts.ipset);
  return sets.map((set) =>
    knownOr(texts, set, () => (isList(set.name) ? readMembers(texts.ipset, set.name) : {})),
  );
}

/** With what was recorded of it, or else with what a tool has listed. */
function knownOr({ lists }: LiveTexts, set: ListedSet, read: () => Partial<ListedSet>): ListedSet {
  const known = lists.get(set.name);
  if (known === undefined) return { ...set, ...read() };
  const { entries, sha256, text } = known;
  return {
    ...set,
    entries,
    sha256,
    addresses: text === undefined ? undefined : readAddresses(linesOf(text)),
  };
}

function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    yield text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
  }
}
