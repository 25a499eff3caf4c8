import type { Signature } from '../signature.js';

/** What the tools of a pack are used for. */
export type PackClass = 'attack-tool' | 'honest-tool' | 'published-guides';

/** How well a signature is proved, best first. */
export type Grade =
  /** The tool's own source sends it. */
  | 'source'
  /** A packet of it was published. */
  | 'seen'
  /** It stands in lists that operators share; no packet was found. */
  | 'listed'
  /** It is the name of a tool; neither a packet nor a list was found. */
  | 'name';

export interface Evidence {
  readonly grade: Grade;
  /** An address on the web, at a fixed commit where the place has commits. */
  readonly address: string;
  readonly says: string;
}

export interface PackSignature extends Signature {
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Honest traffic that it is known to hit; `undefined` where none is known. */
  readonly falsePositives: string | undefined;
  /** The backends whose rules can search for it. */
  readonly backends: readonly ('iptables' | 'nftables')[];
}

/** One version of a pack. Once released it never changes: whoever pins it gets the same rules for ever. */
export interface Pack {
  readonly name: string;
  readonly version: number;
  readonly class: PackClass;
  readonly about: string;
  readonly signatures: readonly PackSignature[];
}
