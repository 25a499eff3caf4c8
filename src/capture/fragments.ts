import type { Losses } from './seen-packet.js';

/** One fragment of an IP packet. */
export interface Fragment {
  /** Who sends whom what: the addresses, the protocol and the identification. */
  readonly key: string;
  readonly at: number;
  /** Bytes from the beginning of what was divided. */
  readonly offset: number;
  readonly more: boolean;
  readonly bytes: Buffer;
}

interface Gathered {
  readonly began: number;
  readonly parts: Fragment[];
  bytes: number;
  /** Known once the last fragment is there. */
  total: number | undefined;
}

/** Milliseconds that kernels wait for the rest (`ipfrag_time`); IPv6 waits for twice as long. */
const WAIT = 30_000;
/** Bytes of fragments that wait; what kernels give them (`ipfrag_high_thresh`). */
const MOST_WAITING = 4 * 2 ** 20;
/** Down to which they are dropped then, the oldest first (`ipfrag_low_thresh`). */
const LEAST_WAITING = 3 * 2 ** 20;
/** Milliseconds between two looks at who has waited too long. */
const LOOK = 1_000;
/** A fragment of eight bytes is kept in an object that takes more than they. */
const OVERHEAD = 200;
const LARGEST = 65_535;

/** Puts fragments together as the kernel does before any rule of ours sees them: what overlaps is thrown away whole (RFC 5722). */
export class Fragments {
  readonly #waiting = new Map<string, Gathered>();
  #bytes = 0;
  #looked = 0;

  constructor(readonly losses: Losses) {}

  /** The whole, once this fragment makes it so. */
  add(fragment: Fragment): Buffer | undefined {
    this.#expire(fragment.at);
    const { key, bytes, offset, more } = fragment;
    if (offset + bytes.length > LARGEST || (more && bytes.length % 8 !== 0)) return this.#refuse(1);
    const gathered = this.#waiting.get(key) ?? { began: fragment.at, parts: [], bytes: 0, total: undefined };
    const end = offset + bytes.length;
    for (const part of gathered.parts) {
      const its = part.offset + part.bytes.length;
      if (part.offset === offset && its === end && part.more === more) return undefined;
      if (offset < its && part.offset < end) return this.#drop(key, gathered);
      // Nothing is behind the last one.
      if (!more && its > end) return this.#drop(key, gathered);
    }
    if (gathered.total !== undefined && (!more || end > gathered.total)) return this.#drop(key, gathered);
    if (!more) gathered.total = end;
    // A copy: the view would keep all the bytes that were read with it.
    gathered.parts.push({ ...fragment, bytes: Buffer.from(bytes) });
    gathered.bytes += bytes.length;
    this.#bytes += bytes.length + OVERHEAD;
    this.#waiting.set(key, gathered);
    if (gathered.total !== undefined && gathered.bytes === gathered.total) return this.#whole(key, gathered);
    this.#makeRoom();
    return undefined;
  }

  /** Behind the last packet: what still waits never became whole. */
  end(): void {
    for (const [key, gathered] of this.#waiting) this.#drop(key, gathered);
  }

  #whole(key: string, gathered: Gathered): Buffer | undefined {
    this.#remove(key, gathered);
    this.losses.reassembled += 1;
    const ordered = gathered.parts.toSorted((a, b) => a.offset - b.offset);
    return Buffer.concat(ordered.map(({ bytes }) => bytes));
  }

  #remove(key: string, { parts, bytes }: Gathered): void {
    this.#waiting.delete(key);
    this.#bytes -= bytes + parts.length * OVERHEAD;
  }

  #drop(key: string, gathered: Gathered): undefined {
    if (this.#waiting.has(key)) this.#remove(key, gathered);
    return this.#refuse(Math.max(1, gathered.parts.length));
  }

  #refuse(count: number): undefined {
    this.losses.fragments += count;
    return undefined;
  }

  /** A map keeps the order in which they began. */
  #expire(now: number): void {
    if (now - this.#looked < LOOK) return;
    this.#looked = now;
    for (const [key, gathered] of this.#waiting) {
      if (now - gathered.began < WAIT) return;
      this.#drop(key, gathered);
    }
  }

  #makeRoom(): void {
    if (this.#bytes <= MOST_WAITING) return;
    for (const [key, gathered] of this.#waiting) {
      if (this.#bytes <= LEAST_WAITING) return;
      this.#drop(key, gathered);
    }
  }
}
