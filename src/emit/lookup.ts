import type { ChainId, MeterId, SetId, TableId } from '../ruleset/ids.js';
import type { Chain, ConnectionTable, Meter, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';

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
