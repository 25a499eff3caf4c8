import type { TestExpectation } from '../policy/policy-test.js';
import type { DifferingPacket } from './outcome.js';

/** Counts, and keeps the few packets that a failure would have to name. */
export class Counter {
  delivered = 0;
  #dropped = 0;
  readonly #kept = {
    delivered: new Map<number, DifferingPacket>(),
    dropped: new Map<number, DifferingPacket>(),
  };

  constructor(readonly expect: Pick<TestExpectation, 'delivered' | 'dropped'>) {}

  count(packet: DifferingPacket): void {
    const number = packet.delivered ? ++this.delivered : ++this.#dropped;
    if (number !== 1 && number !== this.tooMany(packet.delivered)) return;
    this.#kept[packet.delivered ? 'delivered' : 'dropped'].set(number, packet);
  }

  tooMany(delivered: boolean): number {
    const most = this.expect[delivered ? 'delivered' : 'dropped']?.most ?? Number.POSITIVE_INFINITY;
    return most + 1;
  }

  found(delivered: boolean, number: number): DifferingPacket | undefined {
    return this.#kept[delivered ? 'delivered' : 'dropped'].get(number);
  }
}
