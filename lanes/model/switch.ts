import type { Machine } from '../../src/evaluate/machine.js';
import type { UdpPacket } from '../../src/evaluate/packet.js';
import { sipResponse } from '../../test/packets/sip.js';
import type { Registrar } from '../actors/registrar-protocol.js';
import type { Random, Timeline } from './timeline.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One text each: the rules look at the status alone. */
const answers = { 401: bytes(sipResponse(401)), 200: bytes(sipResponse(200)) } as const;
export type Status = keyof typeof answers;

export interface Load {
  /** Requests that came through the rules. */
  readonly arrived: number;
  /** The most of them in one second. */
  readonly peak: number;
  /** Lost at the full queue. */
  readonly lost: number;
}

interface Waiting {
  readonly request: UdpPacket;
  readonly status: Status;
  readonly heard: () => void;
  lost: boolean;
}

/**
 * A registrar of stated capacity behind rules, as `npm run lanes` has it in a namespace (lanes/actors/queue.ts): one request
 * after the other, so many may wait, and a full queue loses one of them by lot. Without rules everything arrives.
 */
export class ModelSwitch {
  readonly #waiting: Waiting[] = [];
  #busy = false;
  #lost = 0;
  #gone = 0;
  readonly #seconds = new Map<number, number>();

  constructor(
    readonly timeline: Timeline,
    readonly random: Random,
    readonly how: Pick<Registrar, 'capacity' | 'queue'>,
    readonly rules: Machine | undefined,
  ) {}

  /** @param heard Called when the answer leaves, unless rules or queue lose the request. */
  receive(request: UdpPacket, status: Status, heard: () => void): void {
    if (this.rules !== undefined && this.rules.packet(request).verdict !== 'delivered') return;
    const second = Math.floor(this.timeline.now / 1000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    this.#waiting.push({ request, status, heard, lost: false });
    if (this.#waiting.length - this.#gone > this.how.queue) this.#loseOne();
    if (!this.#busy) this.#serve();
  }

  #loseOne(): void {
    for (;;) {
      const drawn = this.#waiting[Math.floor(this.random() * this.#waiting.length)];
      if (drawn === undefined || drawn.lost) continue;
      drawn.lost = true;
      this.#gone += 1;
      this.#lost += 1;
      return;
    }
  }

  #serve(): void {
    let next = this.#waiting.shift();
    while (next?.lost) {
      this.#gone -= 1;
      next = this.#waiting.shift();
    }
    this.#busy = next !== undefined;
    if (next === undefined) return;
    const { request, status, heard } = next;
    this.timeline.plan(this.timeline.now + 1000 / this.how.capacity, () => {
      this.rules?.packet(answerTo(request, status, this.timeline.now));
      heard();
      this.#serve();
    });
  }

  load(): Load {
    const seconds = [...this.#seconds.values()];
    const arrived = seconds.reduce((sum, each) => sum + each, 0);
    return { arrived, peak: Math.max(0, ...seconds), lost: this.#lost };
  }
}

const answerTo = (request: UdpPacket, status: Status, at: number): UdpPacket => ({
  protocol: 'udp',
  direction: 'out',
  at,
  source: request.destination,
  destination: request.source,
  sourcePort: request.destinationPort,
  destinationPort: request.sourcePort,
  payload: answers[status],
});
