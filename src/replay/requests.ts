import type { Address } from '../net/address.js';

/** Milliseconds: an INVITE rings for three minutes at most (RFC 3261 16.6, timer C). */
const GENERATION = 180_000;
const MOST = 100_000;

/**
 * Requests by the peer that sent them, or was sent them, and by their branch: what answers one of them can be told from what answers
 * nothing. Two generations, so that it stays small without a search.
 */
export class Requests {
  #young = new Set<string>();
  #old = new Set<string>();
  #since = 0;

  get isEmpty(): boolean {
    return this.#young.size === 0 && this.#old.size === 0;
  }

  add(peer: Address, branch: string, at: number): void {
    if (at - this.#since > GENERATION || this.#young.size >= MOST) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#since = at;
    }
    this.#young.add(keyOf(peer, branch));
  }

  delete(peer: Address, branch: string): void {
    const key = keyOf(peer, branch);
    this.#young.delete(key);
    this.#old.delete(key);
  }

  has(peer: Address, branch: string): boolean {
    const key = keyOf(peer, branch);
    return this.#young.has(key) || this.#old.has(key);
  }
}

const keyOf = (peer: Address, branch: string): string => `${peer.value} ${branch}`;
