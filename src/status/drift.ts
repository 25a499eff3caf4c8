import type { Family } from '../net/family.js';
import { families } from '../net/family.js';
import { compareChains } from '../plan/compare/compare-chains.js';
import { compareSets } from '../plan/compare/compare-sets.js';
import { readCreated, readHeads } from '../plan/ipset/read-ipset.js';
import { rateScaleOf, readIptables } from '../plan/iptables/read-iptables.js';
import type { ListedChain, ListedSet } from '../plan/listing.js';
import { readNftJson } from '../plan/nftables/read-nft-json.js';
import { afterRules, withoutRepeatedJumps } from './after-rules.js';
import { type Difference, differenceOf } from './difference.js';

/** What the installer has kept of the state after the apply, and the same as the tools tell it now. */
export interface Sides {
  readonly kept: ReadonlyMap<string, string>;
  readonly iptables: Readonly<Record<Family, string>>;
  /** Empty where nft is not there. */
  readonly nftJson: string;
  /** `ipset list -t`, or the heads of `ipset save`; empty where ipset is not there. */
  readonly ipset: string;
}

const files: Readonly<Record<Family, string>> = { ipv4: 'after/iptables', ipv6: 'after/ip6tables' };
const noOrigin = () => undefined;

/** Rules and sets that are not as they were applied, by id and field; what rules have learned is no difference. */
export function ruleDrift(sides: Sides): {
  readonly differences: readonly Difference[];
  readonly notes: readonly string[];
} {
  const nft = nftSides(sides);
  const live = [...families.flatMap((family) => listed(sides, family)), ...nft.live.chains];
  const applied = [...families.flatMap((family) => keptChains(sides, family)), ...nft.applied.chains];
  const chains = compareChains(live, applied, noOrigin);
  const sets = compareSets(
    [...ipsetsNow(sides), ...nft.live.sets],
    [...ipsetsKept(sides), ...nft.applied.sets],
    noOrigin,
  );
  return { differences: [...chains.changes, ...sets.changes].map(differenceOf), notes: nft.notes };
}

const listed = ({ iptables }: Sides, family: Family): readonly ListedChain[] =>
  readIptables(withoutRepeatedJumps(iptables[family]), family);

/** Both sides were printed by the same tool of this host. */
const keptChains = ({ kept, iptables }: Sides, family: Family): readonly ListedChain[] =>
  readIptables(afterRules(kept.get(files[family]) ?? ''), family, rateScaleOf(iptables[family]));

/** Versions before 6.31 do not count; the number of entries of lists is compared where both sides tell it. */
function ipsetsNow({ ipset }: Sides): readonly ListedSet[] {
  const heads = readHeads(ipset);
  const sets = heads.length > 0 ? heads : readCreated(ipset);
  return sets.filter(({ name }) => !name.endsWith('-new')).map((set) => counted(set, set.entries));
}

function ipsetsKept({ kept, ipset }: Sides): readonly ListedSet[] {
  const text = kept.get('after/ipset') ?? '';
  const counts = new Map(
    // A long list that is known is told with its sum.
    [...text.matchAll(/^(?:entries (?=\S+ \d+$)|list )(\S+?)(?:-new)? (\d+)/gm)].map(
      ([, name = '', entries]) => [name, Number(entries)],
    ),
  );
  const told = new Set(
    readHeads(ipset).flatMap(({ name, entries }) => (entries === undefined ? [] : [name])),
  );
  return readCreated(text).map((set) =>
    counted(set, told.has(set.name) ? (counts.get(set.name) ?? 0) : undefined),
  );
}

/** Of a list, which has no time-out, how many entries there are is a property that must not change. */
function counted(set: ListedSet, entries: number | undefined): ListedSet {
  const isLearned = set.attributes.some(({ key }) => key === 'timeout');
  if (isLearned || entries === undefined) return { ...set, entries: undefined };
  return {
    ...set,
    entries: undefined,
    attributes: [...set.attributes, { key: 'entries', value: String(entries) }],
  };
}

function nftSides({ kept, nftJson }: Sides) {
  const none = { chains: [], sets: [] };
  const after = kept.get('after.json');
  const hadTable = (kept.get('after/nft') ?? '') !== '';
  const live = nftJson === '' ? none : readNftJson(nftJson);
  const applied = hadTable ? readNftJson(after ?? '') : none;
  if (live === undefined || applied === undefined)
    return {
      live: none,
      applied: none,
      notes: [
        'the rules of nftables are not compared: nft prints no JSON here, or did not when they were applied',
      ],
    };
  return { live, applied, notes: [] };
}
