import type { ChainId, MeterId, SetId, TableId } from '../ruleset/ids.js';
import { chainsAfter } from '../ruleset/references.js';
import type { Chain, ConnectionTable, Hook, Meter, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';

/** Finds what a rule names by id. An id without a declaration is a fault of `lower` or `legalize`, so it throws. */
export interface Lookup {
  readonly chain: (id: ChainId) => Chain;
  readonly set: (id: SetId) => SetDeclaration;
  readonly meter: (id: MeterId) => Meter;
  readonly table: (id: TableId) => ConnectionTable;
}

export function lookup(ruleset: Ruleset): Lookup {
  return {
    chain: byId('chain', ruleset.chains),
    set: byId('set', ruleset.sets),
    meter: byId('meter', ruleset.meters),
    table: byId('connection table', ruleset.tables),
  };
}

function byId<Id extends string, T extends { readonly id: Id }>(
  noun: string,
  all: readonly T[],
): (id: Id) => T {
  const index = new Map(all.map((thing) => [thing.id, thing]));
  return (id) => {
    const found = index.get(id);
    if (!found) throw new Error(`no ${noun} is declared as ${id}`);
    return found;
  };
}

/** The hooks from which a packet can come into each chain. A chain that no hook leads to has none. */
export type Reach = (id: ChainId) => ReadonlySet<Hook>;

export function reach(ruleset: Ruleset): Reach {
  const { chain } = lookup(ruleset);
  const reached = new Map<ChainId, Set<Hook>>(ruleset.chains.map(({ id }) => [id, new Set<Hook>()]));
  const walk = ({ id, rules }: Chain, hook: Hook): void => {
    const hooks = reached.get(id);
    if (!hooks || hooks.has(hook)) return;
    hooks.add(hook);
    for (const rule of rules) for (const next of chainsAfter(rule)) walk(chain(next), hook);
  };
  for (const start of ruleset.chains) if (start.hook) walk(start, start.hook);
  return (id) => reached.get(id) ?? new Set();
}
