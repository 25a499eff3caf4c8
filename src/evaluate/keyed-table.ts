import type { Clock } from './clock.js';
import type { Key } from './keys.js';

export interface Entry<B> {
  readonly bucket: B;
  /** Clock time (ticks) at which the entry goes, unless a packet comes. */
  expires: number;
}

/** So many entries by key, each for a time: what an nft set whose elements have limits and the hash table of xt_hashlimit have in common. */
export class KeyedTable<B> {
  readonly #entries = new Map<Key, Entry<B>>();
  /** No entry of a full table is over before this time: what comes later, or comes again, only stays longer. */
  #noneGoesBefore = 0;

  constructor(
    readonly size: number,
    readonly create: (clock: Clock) => B,
  ) {}

  /** The entry of a key that a packet charges, made where there is none; `undefined` where there is no room for it. */
  entryOf(key: Key, clock: Clock): Entry<B> | undefined {
    const found = this.#entries.get(key);
    if (found !== undefined && !clock.reached(clock.tick - found.expires)) return found;
    if (found === undefined && !this.hasRoom(clock)) return undefined;
    const entry = { bucket: this.create(clock), expires: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  /** The bucket of a key whose time is not over, for whoever only looks. */
  bucketOf(key: Key, clock: Clock): B | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && clock.tick < entry.expires ? entry.bucket : undefined;
  }

  forget(key: Key): void {
    this.#entries.delete(key);
  }

  /** Entries whose time is over go when their place is needed. */
  hasRoom(clock: Clock): boolean {
    if (this.#entries.size < this.size) return true;
    if (clock.tick < this.#noneGoesBefore) return false;
    this.#noneGoesBefore = Number.POSITIVE_INFINITY;
    for (const [key, { expires }] of this.#entries)
      if (clock.swept(clock.tick - expires)) this.#entries.delete(key);
      else this.#noneGoesBefore = Math.min(this.#noneGoesBefore, expires);
    return this.#entries.size < this.size;
  }
}
