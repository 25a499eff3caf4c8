import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import { type Arithmetic, Bucket } from './bucket.js';
import { milliseconds } from './clock.js';
import type { MeterState } from './meter.js';
import type { Found } from './trace.js';
import type { Walk } from './walk.js';

/** One bucket for all packets: a named limit of nft, or xt_hashlimit without a mode. */
export class CommonBucket implements MeterState {
  readonly #over: boolean;
  #bucket: Bucket;

  constructor(
    { sense }: Meter,
    readonly algorithm: Extract<Algorithm, { kind: 'bucket' }>,
    readonly arithmetic: Arithmetic,
  ) {
    this.#over = sense === 'over';
    this.#bucket = new Bucket(arithmetic.cost(algorithm.rate), algorithm.burst, 0);
  }

  charge({ clock }: Walk): boolean {
    return this.#bucket.take(this.arithmetic.time(clock), clock) !== this.#over;
  }

  look({ clock }: Walk): Found {
    const { cost, burst } = this.#bucket;
    const tokens = this.#bucket.level(this.arithmetic.time(clock));
    return { kind: 'bucket', tokens, burst, wait: milliseconds(Math.max(0, 1 - tokens) * cost) };
  }

  refill({ clock }: Walk): void {
    const { cost, burst } = this.#bucket;
    this.#bucket = new Bucket(cost, burst, this.arithmetic.time(clock));
  }
}
