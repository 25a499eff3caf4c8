import type { Family } from '../net/family.js';

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
  readonly sysctls: ReadonlyMap<string, string>;
}
