import type { AddressSet } from '../net/address-set.js';

/** One word of a rule with its value, spelled the same whatever tool and version printed it. */
export interface Field {
  readonly key: string;
  readonly value: string;
}

export interface ListedRule {
  /** `undefined`: somebody else's rule in one of our chains, or one whose comment is gone. */
  readonly id: string | undefined;
  /** In the order in which the kernel tries them. */
  readonly fields: readonly Field[];
}

export interface ListedChain {
  /** `IPv4 raw`, `IPv6 filter`, `inet`. */
  readonly place: string;
  readonly name: string;
  readonly attributes: readonly Field[];
  readonly rules: readonly ListedRule[];
}

/** A set, or whatever else has a name and no rules: a named limit. */
export interface ListedSet {
  readonly name: string;
  readonly attributes: readonly Field[];
  /** How many there are; `undefined` where the tool does not tell. */
  readonly entries: number | undefined;
  /** Of a list only: what rules have learned is counted, never looked at. */
  readonly addresses: AddressSet | undefined;
  /** Of a long list, where it is known: what is the same has the same. */
  readonly sha256?: string;
}

/** The one common form of what stands on a host, and of what a policy wants there. */
export interface Listing {
  readonly chains: readonly ListedChain[];
  readonly sets: readonly ListedSet[];
  /** A key that the kernel does not have is not in it. */
  readonly sysctls: ReadonlyMap<string, string>;
}
