import type { Ruleset } from '../ruleset/ruleset.js';

/** The legalized rulesets of one backend: what it prints is what is evaluated. */
export type BackendRules =
  | {
      readonly backend: 'nftables';
      readonly ruleset: Ruleset;
      /** What searches for it in iptables' raw table. */
      readonly companion: { readonly ipv4: Ruleset; readonly ipv6: Ruleset } | undefined;
    }
  | { readonly backend: 'iptables'; readonly ipv4: Ruleset; readonly ipv6: Ruleset };

/** All of them. */
export function rulesetsOf(rules: BackendRules): readonly Ruleset[] {
  switch (rules.backend) {
    case 'iptables':
      return [rules.ipv4, rules.ipv6];
    case 'nftables':
      return [
        rules.ruleset,
        ...(rules.companion === undefined ? [] : [rules.companion.ipv4, rules.companion.ipv6]),
      ];
  }
}

export interface EvaluatorOptions {
  /** Milliseconds that conntrack keeps a flow: the kernel's defaults, 30 s, 120 s and 5 days, where nothing is said. */
  readonly conntrack?: FlowTimeouts;
  /** What xt_hashlimit divides a second by: 1e6, its revision 1 (before Linux 4.9 and iptables 1.6.1) 1e4. */
  readonly hashlimitScale?: 1_000_000 | 10_000;
  /** CONFIG_HZ: 250 on Debian and Ubuntu, 1000 on Red Hat's kernels. 250 where nothing is said. */
  readonly hz?: number;
  /** Sources that xt_recent keeps (`ip_list_tot`): what `modprobe.conf` says, where nothing is said. */
  readonly recentSources?: number;
  /** Seconds from the beginning of a Sunday, UTC, to the load of the rules; Monday at noon where nothing is said. */
  readonly starts?: number;
  readonly doubt?: Doubt;
}

export interface FlowTimeouts {
  readonly udp: number;
  readonly udpStream: number;
  readonly tcpEstablished: number;
}

/**
 * For a comparison with a real kernel, whose clock is read a little later than the sender's: what hangs on less time than
 * this is asked instead of computed.
 */
export interface Doubt {
  /** Milliseconds. */
  readonly within: number;
  /** @param likely What the times say. */
  readonly decide: (likely: boolean) => boolean;
}
