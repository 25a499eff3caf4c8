import type { MeterId, SetId, TableId } from '../ruleset/ids.js';
import type { LearnedSet, Ruleset } from '../ruleset/ruleset.js';
import { ConnectionCount } from './connection-count.js';
import type { Engine } from './engine.js';
import type { FlowTable } from './flow-table.js';
import { LearnedTable } from './learned-table.js';
import type { MeterState } from './meter.js';

/** Everything that the rules of one ruleset remember. */
export interface State {
  readonly learned: ReadonlyMap<SetId, LearnedTable>;
  readonly meters: ReadonlyMap<MeterId, MeterState>;
  readonly tables: ReadonlyMap<TableId, ConnectionCount>;
}

/** As it is when the rules have just been loaded: empty sets, full buckets. */
export function freshState(ruleset: Ruleset, engine: Engine, flows: FlowTable): State {
  const learned = ruleset.sets.filter((set): set is LearnedSet => set.kind === 'learned');
  return {
    learned: new Map(learned.map((set) => [set.id, new LearnedTable(set, engine.grace)])),
    meters: new Map(ruleset.meters.map((meter) => [meter.id, engine.meter(meter)])),
    tables: new Map(
      ruleset.tables.map((table) => [table.id, new ConnectionCount(table, flows, engine.sweeps)]),
    ),
  };
}
