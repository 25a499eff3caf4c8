import type { Legalized } from '../compile.js';
import { type LegalRulesets, printedOf } from '../emit/artifacts.js';
import type { BackendRules, EvaluatorOptions } from '../evaluate/options.js';
import { capabilitiesOf } from '../platform/capabilities.js';
import type { Platform } from '../platform/platform.js';
import type { Policy } from '../policy/policy.js';
import type { Rule } from '../ruleset/ruleset.js';

/** The rules of every backend that a policy becomes. */
export const kernelRules = ({ legal }: Pick<Legalized, 'legal'>): readonly Rule[] =>
  printedOf(legal).flatMap(({ ruleset }) => ruleset.chains.flatMap(({ rules }) => rules));

/** The rules of each backend that a policy prints, as the evaluator takes them. */
export function backendRules({ iptables, nftables, companion }: LegalRulesets): readonly BackendRules[] {
  return [
    ...(nftables === undefined
      ? []
      : [
          {
            backend: 'nftables' as const,
            ruleset: nftables.ruleset,
            companion: companion && { ipv4: companion.ipv4.ruleset, ipv6: companion.ipv6.ruleset },
          },
        ]),
    ...(iptables === undefined
      ? []
      : [{ backend: 'iptables' as const, ipv4: iptables.ipv4.ruleset, ipv6: iptables.ipv6.ruleset }]),
  ];
}

/** Red Hat's kernels count a thousand jiffies a second, Fedora's too, those of Debian and Ubuntu 250. */
const thousand = /^(?:centos\d|el\d|fedora$)/;

/** What the evaluator must know of the host beside the rules, once `sysctl.conf` and `modprobe.conf` are in force there. */
export function evaluatorOptions(platform: Platform, { conntrack }: Policy): EvaluatorOptions {
  return {
    conntrack: {
      udp: conntrack.udpTimeout,
      udpStream: conntrack.udpTimeoutStream,
      tcpEstablished: conntrack.tcpTimeoutEstablished,
    },
    hashlimitScale: capabilitiesOf.iptables(platform).rateScale === 10_000 ? 10_000 : 1_000_000,
    hz: thousand.test(platform.name) ? 1000 : 250,
  };
}
