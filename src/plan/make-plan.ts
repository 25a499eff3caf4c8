import { compareChains } from './compare/compare-chains.js';
import { compareSets } from './compare/compare-sets.js';
import { compareSysctls } from './compare/compare-sysctls.js';
import type { ListedChain, ListedSet, Listing } from './listing.js';
import type { Origins } from './origins.js';
import type { LeftoverChange, Plan } from './plan.js';
import type { Live } from './read-live.js';
import type { PlanBackend } from './wanted.js';

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
