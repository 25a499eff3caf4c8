import { atLeast, type Platform } from '../../platform/platform.js';
import type { Policy } from '../../policy/policy.js';
import type { Meter, Ruleset } from '../../ruleset/ruleset.js';
import { header } from '../legend.js';
import { buckets } from './emit-sysctl.js';

/** For /etc/modprobe.d: what a module is told when it is loaded. */
export function emitModprobe(
  policy: Pick<Policy, 'name' | 'digest' | 'conntrack'>,
  rulesets: readonly Ruleset[],
): string {
  return [
    header(policy, ['Read when a module is loaded; one that is loaded already keeps its options.']),
    '\n# The buckets of the connection table, from the first packet on.\n',
    `options nf_conntrack hashsize=${buckets(policy.conntrack)}\n`,
    recentOptions(rulesets.flatMap(({ meters }) => meters)),
    '\n# The SIP helper rewrites messages and opens ports that a stranger names. The switch handles NAT itself.\n',
    'blacklist nf_conntrack_sip\n',
    'blacklist nf_nat_sip\n',
  ].join('');
}

/** Defaults of xt_recent: 100 sources, and 20 time stamps of each. */
function recentOptions(meters: readonly Meter[]): string {
  const windows = meters.flatMap(({ algorithm, size }) =>
    algorithm.kind === 'window' ? [{ size, count: algorithm.count }] : [],
  );
  if (windows.length === 0) return '';
  const sources = Math.max(...windows.map(({ size }) => size));
  const stamps = Math.max(20, ...windows.map(({ count }) => count));
  return [
    '\n# Sources that a window limit remembers, and packets of each. With the default of 100 sources, 300 bots evict',
    '# their own entries and are never stopped.',
    `options xt_recent ip_list_tot=${sources} ip_pkt_list_tot=${stamps}\n`,
  ].join('\n');
}

/** For /etc/modules-load.d: without the modules there are no keys that sysctl could set at boot, and it sets none later. */
export function emitModulesLoad(
  policy: Pick<Policy, 'name' | 'digest'>,
  platform: Pick<Platform, 'kernel'>,
): string {
  const modules = ['nf_conntrack', ...reassemblesIpv6(platform)];
  return `${header(policy, ['Loaded at boot, before sysctl runs.'])}\n${modules.join('\n')}\n`;
}

/** Where the keys of conntrack's own reassembly are. From Linux 4.19 on nf_conntrack needs that module itself; before 2.6.37 it was none of its own. */
function reassemblesIpv6({ kernel }: Pick<Platform, 'kernel'>): readonly string[] {
  if (atLeast(kernel, '4.19')) return [];
  return [atLeast(kernel, '2.6.37') ? 'nf_defrag_ipv6' : 'nf_conntrack_ipv6'];
}
