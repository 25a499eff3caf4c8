import { families } from '../net/family.js';
import { readAddresses } from './addresses/read-addresses.js';
import { readCreated, readHeads, readMembers } from './ipset/read-ipset.js';
import { readIptables } from './iptables/read-iptables.js';
import type { ListedChain, ListedSet } from './listing.js';
import type { LiveTexts } from './live-texts.js';
import { withDevices } from './nftables/read-devices.js';
import { readNftJson } from './nftables/read-nft-json.js';
import { readSetContents } from './nftables/read-set-contents.js';

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
