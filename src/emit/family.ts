import type { Family } from '../net/family.js';
import type { RuleFamily } from '../ruleset/ruleset.js';
import { notLegalized } from './not-legalized.js';

/** Prefix lengths of what shares an entry: an IPv4 address or IPv6 /64, and the network around it. */
export const prefixLength: { readonly [F in Family]: { readonly source: number; readonly subnet: number } } =
  {
    ipv4: { source: 32, subnet: 24 },
    ipv6: { source: 64, subnet: 48 },
  };

/** Bytes of a header without options. */
export const ipHeader: { readonly [F in Family]: number } = { ipv4: 20, ipv6: 40 };

/** Sets and meters hold addresses of one family in both backends. */
export function concrete(family: RuleFamily, what: string): Family {
  return family === 'any' ? notLegalized(`${what} is for both families`) : family;
}
