import type { LearnedSet } from '../ruleset/ruleset.js';
import { Bucket, nftLimit } from './bucket.js';
import { type Clock, milliseconds } from './clock.js';
import type { Key } from './keys.js';
import type { Found } from './program.js';

interface Entry {
  /** Ticks; a packet at this very tick finds it no more (nft) or for the last time (ipset). */
  expires: number;
  readonly spares: Bucket | undefined;
}

/** A set that rules fill: a dynamic set of nft, or an ipset with timeouts. */
export class LearnedTable {
  readonly #entries = new Map<Key, Entry>();
  /** No entry of a full set is over before this time. */
  #noneGoesBefore = 0;

  /** @param grace Nanoseconds from the end of its time that an entry is still found. */
  constructor(
    readonly set: LearnedSet,
    readonly grace: number,
  ) {}

  /** Whether a rule finds the key. Where entries spare, a bucket is charged, and only an empty one is found. */
  finds(key: Key, clock: Clock): boolean {
    if (this.#entries.size === 0) return false;
    const entry = this.#entries.get(key);
    if (entry === undefined || !this.#alive(entry, clock)) return false;
    return entry.spares === undefined || !entry.spares.take(nftLimit.time(clock), clock);
  }

  /** Whether the key is in the set, for whoever only looks. */
  holds(key: Key, clock: Clock): boolean {
    return this.#left(key, clock) !== undefined;
  }

  /** Adds the key or begins its time anew. A full set takes no new one, and says nothing. */
  learn(key: Key, lasts: number, clock: Clock): void {
    const found = this.#entries.get(key);
    const entry = found !== undefined && this.#alive(found, clock) ? found : this.#create(key, clock);
    if (entry === undefined) return;
    entry.expires = clock.tick + lasts;
    this.#noneGoesBefore = Math.min(this.#noneGoesBefore, entry.expires + this.grace);
    entry.spares?.take(nftLimit.time(clock), clock);
  }

  forget(key: Key): void {
    this.#entries.delete(key);
  }

  look(key: Key, clock: Clock): Found {
    return { kind: 'entry', left: this.#left(key, clock) };
  }

  #left(key: Key, clock: Clock): number | undefined {
    const entry = this.#entries.get(key);
    const left = entry === undefined ? -1 : entry.expires + this.grace - clock.tick;
    return left > 0 ? milliseconds(left) : undefined;
  }

  /** Nanoseconds are whole, so that "later than" is one of them more. */
  #alive({ expires }: Entry, clock: Clock): boolean {
    return clock.reached(expires + this.grace - clock.tick - 1);
  }

  #create(key: Key, clock: Clock): Entry | undefined {
    const { size, spares } = this.set;
    if (this.#entries.size >= size && !this.#entries.has(key)) this.#clean(clock);
    if (this.#entries.size >= size && !this.#entries.has(key)) return undefined;
    const bucket = spares && new Bucket(nftLimit.cost(spares.rate), spares.burst, nftLimit.time(clock));
    const entry: Entry = { expires: 0, spares: bucket };
    this.#entries.set(key, entry);
    return entry;
  }

  #clean({ tick }: Clock): void {
    if (tick < this.#noneGoesBefore) return;
    this.#noneGoesBefore = Number.POSITIVE_INFINITY;
    for (const [key, { expires }] of this.#entries)
      if (tick >= expires + this.grace) this.#entries.delete(key);
      else this.#noneGoesBefore = Math.min(this.#noneGoesBefore, expires + this.grace);
  }
}
