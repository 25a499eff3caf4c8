import type { ConnectionTable } from '../ruleset/ruleset.js';
import { type Clock, milliseconds } from './clock.js';
import type { Flow, FlowTable } from './flow-table.js';
import { type Key, keyOf } from './keys.js';
import type { Packet } from './packet.js';
import type { Found } from './program.js';

interface Counted {
  readonly flow: Flow;
  /** Ticks. */
  readonly since: number;
}

/** nf_conncount.c: of each source or subnet, the flows that came by a rule and are open still. */
export class ConnectionCount {
  /** By the flow's name, in the order in which they came. */
  readonly #flows = new Map<Key, Map<string, Counted>>();

  #swept = 0;

  /** @param sweeps An nft set: it has a size, and the kernel looks at all elements once a second. */
  constructor(
    readonly table: ConnectionTable,
    readonly known: FlowTable,
    readonly sweeps: boolean,
  ) {}

  /** Counts the packet's flow, if it is a new one. Whether there are more than the table allows. */
  isOver(packet: Packet, flow: Flow | undefined, clock: Clock): boolean {
    const flows = this.#flowsOf(packet, clock);
    if (flows === undefined) return false;
    if (this.sweeps) this.#sweep(flows, clock);
    if (flow !== undefined && !this.#clean(flows, flow, clock))
      flows.set(flow.forward, { flow, since: clock.tick });
    return flows.size > this.table.most;
  }

  look(packet: Packet, flow: Flow | undefined): Found {
    const flows = this.#flows.get(keyOf[this.table.key](packet)) ?? new Map<string, Counted>();
    const open = flows.size + (flow === undefined || flows.has(flow.forward) ? 0 : 1);
    return { kind: 'connections', open, most: this.table.most };
  }

  /** `undefined` where a full set takes no new source: its connections are not counted. */
  #flowsOf(packet: Packet, clock: Clock): Map<string, Counted> | undefined {
    const key = keyOf[this.table.key](packet);
    const known = this.#flows.get(key);
    if (known !== undefined) return known;
    if (this.sweeps && this.#flows.size >= this.table.size && !this.#makeRoom(clock)) return undefined;
    const flows = new Map<string, Counted>();
    this.#flows.set(key, flows);
    return flows;
  }

  #makeRoom(clock: Clock): boolean {
    for (const [key, flows] of this.#flows) {
      this.#sweep(flows, clock);
      if (flows.size === 0) this.#flows.delete(key);
    }
    return this.#flows.size < this.table.size;
  }

  /** The garbage collection of an nft set whose elements count connections; its phase is the kernel's own. */
  #sweep(flows: Map<string, Counted>, clock: Clock): void {
    const over = [...flows].filter(([, counted]) => !this.#counts(counted, clock));
    if (over.length === 0) return;
    const second = Math.floor(milliseconds(clock.now) / 1000);
    if (clock.guess(second > this.#swept)) for (const [name] of over) flows.delete(name);
    this.#swept = second;
  }

  /**
   * Takes out what is over, from the oldest on, up to the flow itself: what stands behind it stays until a new flow comes
   * (__nf_conncount_add). So one that was refused goes on to count against its neighbours. Whether the flow was found.
   */
  #clean(flows: Map<string, Counted>, { forward }: Flow, clock: Clock): boolean {
    for (const [name, counted] of flows) {
      const stays = this.#counts(counted, clock);
      if (stays && name === forward) return true;
      if (!stays) flows.delete(name);
    }
    return false;
  }

  /** A flow that was refused never came to be, and counts for a jiffy or two (find_or_evict): it might be on its way elsewhere. */
  #counts({ flow, since }: Counted, clock: Clock): boolean {
    if (this.known.isOpen(flow, clock)) return true;
    return !flow.closed && !clock.reached(clock.tick - since - clock.jiffy);
  }
}
