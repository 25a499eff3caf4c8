import type { Family } from '../net/family.js';

/** What the tools of a host have printed, not yet read. Empty where there is nothing. */
export interface LiveTexts {
  /** `iptables-save`, `ip6tables-save`: the tables raw and filter. */
  readonly iptables: Readonly<Record<Family, string>>;
  /** `nft -j list table inet vosguard`; the elements of sets may be left out. */
  readonly nftJson: string;
  /** `nft list table inet vosguard`, for the elements that are not in the JSON. */
  readonly nftText: string;
  /** `ipset list -t` or `ipset save`, one behind the other. */
  readonly ipset: string;
  readonly sysctls: ReadonlyMap<string, string>;
}
