import type { Algorithm, Meter } from '../ruleset/ruleset.js';
import type { Missed } from './bucket-table.js';
import type { ByteBucket, NewByteBucket } from './byte-bucket.js';
import { type Clock, nanoseconds } from './clock.js';
import { type Key, type KeyOf, keyOf } from './keys.js';
import type { MeterState } from './meter.js';
import { lengthOf } from './payload.js';
import type { Found } from './trace.js';
import type { Walk } from './walk.js';

interface Entry {
  readonly bucket: ByteBucket;
  expires: number;
}

/** Bytes for each key, or in one bucket where all packets share it. */
export class ByteTable implements MeterState {
  readonly #entries = new Map<Key, Entry>();
  readonly #key: KeyOf;
  readonly #expire: number;
  readonly #over: boolean;
  /** No entry of a full table is over before this time: what comes later, or comes again, only stays longer. */
  #noneGoesBefore = 0;

  constructor(
    readonly meter: Meter,
    readonly algorithm: Extract<Algorithm, { kind: 'bytes' }>,
    readonly create: NewByteBucket,
    readonly missed: Missed,
  ) {
    this.#key = keyOf[meter.key];
    this.#expire = meter.key === 'all' ? Number.POSITIVE_INFINITY : nanoseconds(meter.expire);
    this.#over = meter.sense === 'over';
  }

  charge(walk: Walk): boolean {
    const { clock, packet } = walk;
    const entry = this.#entryOf(this.#key(packet), clock);
    if (entry === undefined) {
      walk.hotdrop = this.missed === 'drops';
      return this.missed === 'holds';
    }
    entry.expires = clock.tick + this.#expire;
    return entry.bucket.take(lengthOf(packet), clock) !== this.#over;
  }

  look({ packet, clock }: Walk): Found {
    const { burst } = this.algorithm;
    const entry = this.#entries.get(this.#key(packet));
    if (entry !== undefined && clock.tick < entry.expires)
      return { kind: 'bytes', left: entry.bucket.level(clock), burst };
    return { kind: 'bytes', left: this.#hasRoom(clock) ? burst : undefined, burst };
  }

  refill({ packet }: Walk): void {
    this.#entries.delete(this.#key(packet));
  }

  #entryOf(key: Key, clock: Clock): Entry | undefined {
    const found = this.#entries.get(key);
    if (found !== undefined && !clock.reached(clock.tick - found.expires)) return found;
    if (found === undefined && !this.#hasRoom(clock)) return undefined;
    const entry = { bucket: this.create(this.algorithm, clock), expires: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  #hasRoom(clock: Clock): boolean {
    if (this.#entries.size < this.meter.size) return true;
    if (clock.tick < this.#noneGoesBefore) return false;
    this.#noneGoesBefore = Number.POSITIVE_INFINITY;
    for (const [key, { expires }] of this.#entries)
      if (clock.tick >= expires) this.#entries.delete(key);
      else this.#noneGoesBefore = Math.min(this.#noneGoesBefore, expires);
    return this.#entries.size < this.meter.size;
  }
}
