import type { ChainId, MeterId, SetId, TableId } from '../ruleset/ids.js';
import type { LearnedSet, Ruleset, SetDeclaration } from '../ruleset/ruleset.js';
import type { MeterState } from './bucket.js';
import { ConnectionCount } from './connection-count.js';
import type { Engine } from './engine.js';
import type { FlowTable } from './flow-table.js';
import { LearnedTable } from './learned-table.js';
import type { Step } from './program.js';
import type { Searcher } from './search.js';

/** Everything that the rules of one ruleset remember. */
export interface State {
  readonly learned: ReadonlyMap<SetId, LearnedTable>;
  readonly meters: ReadonlyMap<MeterId, MeterState>;
  readonly table: (id: TableId) => ConnectionCount;
}

/** As it is when the rules have just been loaded: empty sets, full buckets. */
export function freshState(ruleset: Ruleset, engine: Engine, flows: FlowTable): State {
  const learned = ruleset.sets.filter((set): set is LearnedSet => set.kind === 'learned');
  return {
    learned: new Map(learned.map((set) => [set.id, new LearnedTable(set, engine.grace)])),
    meters: new Map(ruleset.meters.map((meter) => [meter.id, engine.meter(meter)])),
    table: countsOf(ruleset, engine, flows),
  };
}

/** What a rule is compiled against. An id without a declaration is a fault of `lower` or `legalize`, so it throws. */
export interface Builder {
  readonly engine: Engine;
  readonly searcher: Searcher;
  readonly find: {
    readonly set: (id: SetId) => SetDeclaration;
    readonly learned: (id: SetId) => LearnedTable;
    readonly meter: (id: MeterId) => MeterState;
    readonly table: (id: TableId) => ConnectionCount;
    readonly chain: (id: ChainId) => Step;
  };
}

export function builderFor(
  ruleset: Ruleset,
  { engine, searcher }: Pick<Builder, 'engine' | 'searcher'>,
  state: State,
  chains: ReadonlyMap<ChainId, Step>,
): Builder {
  return {
    engine,
    searcher,
    find: {
      set: finder('set', new Map(ruleset.sets.map((set) => [set.id, set]))),
      learned: finder('learned set', state.learned),
      meter: finder('meter', state.meters),
      table: state.table,
      chain: finder('chain', chains),
    },
  };
}

/** An nft set of connections is one for all rules that name it; with xt_connlimit each rule has a tree of its own, so that UDP and TCP count apart. */
function countsOf({ tables }: Ruleset, { sweeps }: Engine, flows: FlowTable): State['table'] {
  const declared = finder('connection table', new Map(tables.map((table) => [table.id, table])));
  const shared = new Map(tables.map((table) => [table.id, new ConnectionCount(table, flows, sweeps)]));
  return sweeps
    ? finder('connection table', shared)
    : (id) => new ConnectionCount(declared(id), flows, sweeps);
}

function finder<Id extends string, T>(noun: string, all: ReadonlyMap<Id, T>): (id: Id) => T {
  return (id) => {
    const found = all.get(id);
    if (found === undefined) throw new Error(`no ${noun} is declared as ${id}`);
    return found;
  };
}
