import { atLeast, type Platform } from '../platform/platform.js';
import type { Meter, Ruleset } from '../ruleset/ruleset.js';
import type { HostSettings, ModuleOptions, WishedParameter, WishedSettings } from '../ruleset/settings.js';

export type Kernel = Pick<Platform, 'kernel' | 'orNewer'>;

/** What of the settings a host's kernel takes; the rules of iptables say what its modules must remember. */
export function fitSettings(
  { name, digest, parameters, buckets, keptOut }: WishedSettings,
  kernel: Kernel,
  iptables: readonly Ruleset[],
): HostSettings {
  return {
    name,
    digest,
    parameters: parameters
      .filter((one) => isTaken(one, kernel))
      .map(({ key, value, reason, origin }) => ({ key, value, reason, origin })),
    modules: ['nf_conntrack', ...reassemblesIpv6(kernel)],
    options: [
      {
        module: 'nf_conntrack',
        values: [['hashsize', buckets]],
        reason: ['The buckets of the connection table, from the first packet on.'],
      },
      ...remembered(iptables.flatMap(({ meters }) => meters)),
    ],
    keptOut,
  };
}

/** Where a newer kernel may run than the one that is named, what some later one does not have is left out. */
function isTaken({ since, idleFrom, goneFrom }: WishedParameter, { kernel, orNewer }: Kernel): boolean {
  if (since !== undefined && !atLeast(kernel, since)) return false;
  if (idleFrom !== undefined && atLeast(kernel, idleFrom)) return false;
  return goneFrom === undefined || !(orNewer || atLeast(kernel, goneFrom));
}

/** Where the keys of conntrack's own reassembly are. From Linux 4.19 on nf_conntrack needs that module itself; before 2.6.37 it was none of its own. */
function reassemblesIpv6({ kernel }: Kernel): readonly string[] {
  if (atLeast(kernel, '4.19')) return [];
  return [atLeast(kernel, '2.6.37') ? 'nf_defrag_ipv6' : 'nf_conntrack_ipv6'];
}

/** Defaults of xt_recent: 100 sources, and 20 time stamps of each. */
function remembered(meters: readonly Meter[]): readonly ModuleOptions[] {
  const windows = meters.flatMap(({ algorithm, size }) =>
    algorithm.kind === 'window' ? [{ size, count: algorithm.count }] : [],
  );
  if (windows.length === 0) return [];
  return [
    {
      module: 'xt_recent',
      values: [
        ['ip_list_tot', Math.max(...windows.map(({ size }) => size))],
        ['ip_pkt_list_tot', Math.max(20, ...windows.map(({ count }) => count))],
      ],
      reason: [
        'Sources that a window limit remembers, and packets of each. With the default of 100 sources, 300 bots evict',
        'their own entries and are never stopped.',
      ],
    },
  ];
}
