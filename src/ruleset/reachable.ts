import type { ChainId } from './ids.js';
import { chainsAfter, meterOf, setOf, tableOf } from './references.js';
import type { Chain, Ruleset } from './ruleset.js';

/** The ids of `from` and of every chain that their rules can lead to. */
export function reachedFrom(from: readonly Chain[], chains: readonly Chain[]): ReadonlySet<ChainId> {
  const byId = new Map(chains.map((chain) => [chain.id, chain]));
  const reached = new Set<ChainId>();
  const visit = (chain: Chain): void => {
    if (reached.has(chain.id)) return;
    reached.add(chain.id);
    for (const id of chain.rules.flatMap(chainsAfter)) visit(chainById(byId, id));
  };
  for (const chain of from) visit(chain);
  return reached;
}

function chainById(chains: ReadonlyMap<ChainId, Chain>, id: ChainId): Chain {
  const chain = chains.get(id);
  if (chain === undefined) throw new Error(`no chain ${id}`);
  return chain;
}

/** Only what a hook, or a packet that cannot be read, can lead to, and only the sets, meters and tables that its rules speak of. */
export function keepReachable(ruleset: Ruleset): Ruleset {
  const hooked = ruleset.chains.filter(({ hook, id }) => hook !== undefined || id === ruleset.unreadable);
  const reached = reachedFrom(hooked, ruleset.chains);
  const chains = ruleset.chains.filter(({ id }) => reached.has(id));
  const rules = chains.flatMap((chain) => chain.rules);
  const sets = new Set(rules.flatMap(setOf));
  const meters = new Set(rules.flatMap(meterOf));
  const tables = new Set(rules.flatMap(tableOf));
  return {
    ...ruleset,
    chains,
    sets: ruleset.sets.filter(({ id }) => sets.has(id)),
    meters: ruleset.meters.filter(({ id }) => meters.has(id)),
    tables: ruleset.tables.filter(({ id }) => tables.has(id)),
  };
}
