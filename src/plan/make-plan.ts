import { createHash } from 'node:crypto';
import { compareChains } from './compare/compare-chains.js';
import { compareSets, compareSysctls } from './compare/compare-sets.js';
import type { ListedChain, ListedSet, Listing } from './listing.js';
import type { LeftoverChange, Origins, Plan } from './plan.js';
import type { Live } from './read-live.js';
import type { PlanBackend } from './wanted.js';

/** A digest of each part of what stands, without counters and without what rules have learned. */
export interface StateParts {
  readonly iptables: string;
  readonly ipset: string;
  readonly nftables: string;
  readonly nftSets: string;
  readonly sysctl: string;
}

export function statePartsOf({ iptables, nftables, sysctls }: Live): StateParts {
  return {
    iptables: sha256(JSON.stringify(iptables.chains)),
    ipset: setsDigest(iptables.sets),
    nftables: sha256(JSON.stringify(nftables.chains)),
    nftSets: setsDigest(nftables.sets),
    sysctl: sha256(JSON.stringify([...sysctls])),
  };
}

/** A digest of all of it: it is another one when the host has moved. */
export const stateOf = (parts: StateParts): string => sha256(JSON.stringify(parts));

function setsDigest(sets: readonly ListedSet[]): string {
  const hash = createHash('sha256');
  for (const { name, attributes, addresses, sha256: known = '' } of sets) {
    hash.update(JSON.stringify([name, attributes, known]));
    if (addresses === undefined || known !== '') continue;
    hash.update(new Uint8Array(new Float64Array(addresses.ipv4).buffer)).update(addresses.ipv6.join());
  }
  return hash.digest('hex');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares what stands with what is wanted, by rule id, set and key. */
export function makePlan(live: Live, wanted: Listing, backend: PlanBackend, origins: Origins): Plan {
  const { standing, leftover } = apart(live, wanted, backend);
  const chains = compareChains(standing.chains, wanted.chains, origins.rule);
  const sets = compareSets(standing.sets, wanted.sets, origins.set);
  const sysctls = compareSysctls(live.sysctls, wanted.sysctls, origins.sysctl);
  return {
    changes: [...chains.changes, ...leftover, ...sets.changes, ...sysctls.changes],
    first: standing.chains.every(({ rules }) => rules.length === 0),
    unchanged: chains.unchanged + sets.unchanged + sysctls.unchanged,
  };
}

interface Apart {
  readonly standing: { readonly chains: readonly ListedChain[]; readonly sets: readonly ListedSet[] };
  readonly leftover: readonly LeftoverChange[];
}

/** What the other backend has left behind is one change, however many rules it is. */
function apart({ iptables, nftables }: Live, wanted: Listing, backend: PlanBackend): Apart {
  switch (backend) {
    case 'iptables':
      return { standing: iptables, leftover: leftover('nftables', nftables.chains) };
    case 'nftables': {
      const companion = new Set(wanted.chains.map(({ place, name }) => `${place} ${name}`));
      const isCompanion = ({ place, name }: ListedChain) => companion.has(`${place} ${name}`);
      const own = iptables.chains.filter(isCompanion);
      const rest = iptables.chains.filter((chain) => !isCompanion(chain));
      return {
        standing: { chains: [...nftables.chains, ...own], sets: nftables.sets },
        leftover: leftover('iptables', rest),
      };
    }
  }
}

function leftover(
  backend: LeftoverChange['backend'],
  chains: readonly ListedChain[],
): readonly LeftoverChange[] {
  if (chains.length === 0) return [];
  const rules = chains.reduce((sum, chain) => sum + chain.rules.length, 0);
  return [
    {
      kind: 'leftover',
      verb: 'remove',
      backend,
      chains: chains.length,
      rules,
      origin: undefined,
      fields: [],
    },
  ];
}
