import { families } from '../net/family.js';
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
      sets: ipsets(texts.ipset, isList),
    },
    nftables: {
      chains: nftables.chains.map((chain) => withDevices(chain, texts.nftText)),
      sets: nftables.sets.map((set) => ({ ...set, ...(contents.get(set.name) ?? {}) })),
    },
    sysctls: texts.sysctls,
  };
}

function ipsets(text: string, isList: (name: string) => boolean): readonly ListedSet[] {
  const heads = readHeads(text);
  const sets = heads.length > 0 ? heads : readCreated(text);
  return sets.map((set) => (isList(set.name) ? { ...set, ...readMembers(text, set.name) } : set));
}
