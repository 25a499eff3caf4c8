import type { PolicyPath } from '../policy/path.js';
import type { BackendName } from '../policy/policy.js';
import type { Chain, Rule, Ruleset } from '../ruleset/ruleset.js';

/**
 * What a backend cannot carry as it was asked, and what stands in for it. Each kind has its words
 * (`diagnostics/words/backends.ts`) and stands in the manifest with the policy line that it concerns.
 */
export type Fallback = FallbackKind & { readonly backend: BackendName; readonly origin: PolicyPath };

export type FallbackKind =
  /** No search for text: the signature is not in this backend's rules. */
  | { readonly kind: 'no-search'; readonly signature: string }
  /** No search for text: nothing asks whether a request names a domain. */
  | { readonly kind: 'no-domains' }
  /** The backend cannot ask for the time: there are no rules. */
  | { readonly kind: 'no-hours' }
  /** The search cannot be bound to one header. */
  | { readonly kind: 'wide-search'; readonly signature: string }
  /** The payload of TCP segments is read behind headers of 20 and 32 bytes only. */
  | { readonly kind: 'tcp-header-lengths' }
  /** Packets are counted where bytes were asked for. */
  | { readonly kind: 'bytes-as-packets'; readonly meter: string }
  /** What the host forwards meets the rules for what is its own. */
  | { readonly kind: 'forwarded-too' }
  /** Nothing tells whether the switch behind this host has sent what bears its address. */
  | { readonly kind: 'no-way-back' }
  /** A sliding window became a bucket that refills over the same time. */
  | { readonly kind: 'window-as-bucket'; readonly meter: string }
  /** A cap for all sources together holds for each family by itself. */
  | { readonly kind: 'cap-per-family'; readonly meter: string }
  /** IPv6 packets with extension headers are refused, because the payload is read at a fixed offset. */
  | { readonly kind: 'no-extension-headers'; readonly transport: string }
  /** The kernel stores the rate as an integer fraction; the next lower one was taken. */
  | { readonly kind: 'rate-rounded'; readonly meter: string; readonly from: string; readonly to: string }
  /** What a 200 or a call would take out of a set stays in it until its time is over. */
  | { readonly kind: 'no-forget'; readonly set: string }
  /** No entry that every packet finds: the profile begins by hand only. */
  | { readonly kind: 'no-alarm' }
  /** No rules at network devices: bans are looked up later. */
  | { readonly kind: 'no-ingress' }
  /** A 200 does not clear what was counted against its receiver. */
  | { readonly kind: 'no-refill'; readonly meter: string }
  /** The bucket is not as deep as was asked. */
  | { readonly kind: 'burst-lowered'; readonly meter: string; readonly from: number; readonly to: number }
  /** IPv6 rules can neither ask nor fill the learned set. */
  | { readonly kind: 'no-ipv6-learning'; readonly set: string }
  /** A list that would be one rule for each IPv6 network has too many of them. */
  | { readonly kind: 'list-too-long'; readonly set: string; readonly networks: number; readonly most: number }
  /** Whom a rule refuses is counted and not written down. */
  | { readonly kind: 'no-notes' }
  /** The host's tool lists some rules in words that it does not read; what the kernel holds is as asked. */
  | { readonly kind: 'listing-unreadable' }
  /** A full table refuses new sources although a common cap follows. */
  | { readonly kind: 'full-closed'; readonly meter: string }
  | { readonly kind: 'name-shortened'; readonly from: string; readonly to: string }
  | { readonly kind: 'log-prefix-shortened'; readonly from: string; readonly to: string };

/** Where a pass of `legalize` puts what it had to change. */
export type NoteFallback = (fallback: FallbackKind & { readonly origin: PolicyPath }) => void;

/** The ruleset with each rule replaced by the rules that `rewrite` makes of it, possibly none. */
export function mapRules(ruleset: Ruleset, rewrite: (rule: Rule, chain: Chain) => readonly Rule[]): Ruleset {
  return {
    ...ruleset,
    chains: ruleset.chains.map((chain) => ({
      ...chain,
      rules: chain.rules.flatMap((rule) => rewrite(rule, chain)),
    })),
  };
}
