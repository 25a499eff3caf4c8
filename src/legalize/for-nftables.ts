import type { Capabilities } from '../platform/capabilities.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import { handOver } from './hand-over.js';
import { type Legal, legalize } from './legalize.js';

/** For a backend that takes one family at a time. */
export interface EachFamily {
  readonly ipv4: Legal;
  readonly ipv6: Legal;
}

export function legalizeEach(ruleset: Ruleset, can: Capabilities): EachFamily {
  return { ipv4: legalize(ruleset, can, 'ipv4'), ipv6: legalize(ruleset, can, 'ipv6') };
}

export interface WithCompanion {
  readonly nftables: Legal;
  /** What searches for nftables, in iptables' raw table; `undefined` where there is nothing to search or nothing to do it. */
  readonly companion: EachFamily | undefined;
}

/** The nftables rules, and a companion for the signatures where the host has an iptables that can carry it. */
export function forNftables(
  ruleset: Ruleset,
  can: Capabilities,
  companionCan: Capabilities | undefined,
): WithCompanion {
  if (companionCan === undefined) return { nftables: legalize(ruleset, can, 'ipv4'), companion: undefined };
  const { ruleset: rest, companion } = handOver(ruleset);
  return {
    nftables: legalize(rest, can, 'ipv4'),
    companion: companion === undefined ? undefined : legalizeEach(companion, companionCan),
  };
}
