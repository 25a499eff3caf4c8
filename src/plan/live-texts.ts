import type { Family } from '../net/family.js';

export interface KnownList {
  readonly entries: number;
  /** As `LongList` has it. */
  readonly sha256: string;
  /** Its entries, one a line; `undefined` where nobody needs them. */
  readonly text: string | undefined;
}

/** What the tools of a host have printed, not yet read. Empty where there is nothing. */
export interface LiveTexts {
  /** `iptables-save`, `ip6tables-save`: the tables raw and filter. */
  readonly iptables: Readonly<Record<Family, string>>;
  /** `nft -j list ruleset`, or of our table only; the elements of sets may be left out. */
  readonly nftJson: string;
  /** `nft list` in words, for what is not in the JSON: elements, and devices. */
  readonly nftText: string;
  /** `ipset list -t` or `ipset save`, one behind the other. */
  readonly ipset: string;
  /** Long lists that are known to stand as they were loaded, so that nobody has listed them. */
  readonly lists: ReadonlyMap<string, KnownList>;
  readonly sysctls: ReadonlyMap<string, string>;
  /** Families for which the host has no iptables that could hold rules. */
  readonly lacking?: ReadonlySet<Family>;
  /** Keys that can only be read here, as in a container. */
  readonly fixed?: ReadonlySet<string>;
}
