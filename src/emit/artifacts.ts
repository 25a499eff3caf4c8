import type { Legal } from '../legalize/legalize.js';
import type { Platform } from '../platform/platform.js';
import type { Policy } from '../policy/policy.js';
import { emitIpset } from './ipset/emit-ipset.js';
import { spellingOf } from './iptables/dialect.js';
import { emitIptables } from './iptables/emit-iptables.js';
import type { Printed } from './manifest.js';
import { emitNftables } from './nftables/emit-nftables.js';
import { emitModprobe } from './sysctl/emit-modprobe.js';
import { emitModulesLoad } from './sysctl/emit-modules-load.js';
import { emitSysctl } from './sysctl/emit-sysctl.js';

/** The rulesets that the policy's backends print; IPv4 and IPv6 apart for iptables. */
export interface LegalRulesets {
  readonly iptables: { readonly ipv4: Legal; readonly ipv6: Legal } | undefined;
  readonly nftables: Legal | undefined;
}

export function printedOf({ iptables, nftables }: LegalRulesets): readonly Printed[] {
  return [
    ...(iptables === undefined ? [] : [iptables.ipv4, iptables.ipv6]).map(({ ruleset }) => ({
      backend: 'iptables' as const,
      ruleset,
    })),
    ...(nftables === undefined ? [] : [{ backend: 'nftables' as const, ruleset: nftables.ruleset }]),
  ];
}

/** File name to text, without the manifest. Files of a backend that the policy does not ask for are not there. */
export function artifactTexts(
  policy: Policy,
  platform: Platform,
  legal: LegalRulesets,
): ReadonlyMap<string, string> {
  const { iptables, nftables } = legal;
  const xtables = iptables === undefined ? [] : [iptables.ipv4.ruleset, iptables.ipv6.ruleset];
  const spelling = spellingOf(platform);
  const texts = new Map<string, string>();
  if (iptables !== undefined) {
    texts.set('ipset.rules', emitIpset(xtables));
    texts.set('iptables.rules', emitIptables(iptables.ipv4.ruleset, spelling));
    texts.set('ip6tables.rules', emitIptables(iptables.ipv6.ruleset, spelling));
  }
  if (nftables !== undefined) texts.set('nftables.nft', emitNftables(nftables.ruleset));
  texts.set('sysctl.conf', emitSysctl(policy, platform));
  texts.set('modules-load.conf', emitModulesLoad(policy));
  texts.set('modprobe.conf', emitModprobe(policy, xtables));
  return texts;
}
