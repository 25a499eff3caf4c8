import type { ConnectionTable } from '../ruleset/ruleset.js';
import type { Clock } from './clock.js';
import type { Flow, FlowTable } from './flow-table.js';
import { type Key, keyOf } from './keys.js';
import type { Packet } from './packet.js';
import type { Found } from './trace.js';

/** nf_conncount.c: of each source or subnet, the flows that came by a rule and are open still. */
export class ConnectionCount {
  readonly #flows = new Map<Key, Set<Flow>>();

  constructor(
    readonly table: ConnectionTable,
    readonly known: FlowTable,
  ) {}

  /** Counts the packet's flow, if it is a new one. Whether there are more than the table allows. */
  isOver(packet: Packet, flow: Flow | undefined, clock: Clock): boolean {
    const flows = this.#open(keyOf[this.table.key](packet), clock);
    if (flow !== undefined) flows.add(flow);
    return flows.size > this.table.most;
  }

  look(packet: Packet, flow: Flow | undefined, clock: Clock): Found {
    const flows = this.#open(keyOf[this.table.key](packet), clock);
    const open = flows.size + (flow === undefined || flows.has(flow) ? 0 : 1);
    return { kind: 'connections', open, most: this.table.most };
  }

  /** A flow that was refused never came to be, and is forgotten here at the next look. */
  #open(key: Key, clock: Clock): Set<Flow> {
    const flows = this.#flows.get(key) ?? new Set<Flow>();
    for (const flow of flows) if (!this.known.isOpen(flow, clock)) flows.delete(flow);
    this.#flows.set(key, flows);
    return flows;
  }
}
