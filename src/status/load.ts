import type { Applied } from '../plan/applied.js';
import { objectsOf } from '../plan/nftables/read-nft-json.js';
import { readHeads } from '../plan/read-ipset.js';
import type { Probe } from './probe-script.js';

/** How full a set or a table of limits is. */
export interface Load {
  readonly name: string;
  /** What it holds, such as `banned`; of a table of limits, the limit: `strangers.all`. */
  readonly holds: string;
  /** `undefined`: nobody can tell in a moment. */
  readonly entries: number | undefined;
  /** There are at least so many. */
  readonly more: boolean;
  readonly size: number;
  /** Of nftables only newer tools count a table of limits (nft 1.1.4). */
  readonly isLimit: boolean;
}

/** From this part on a set is nearly full. */
const NEARLY = 0.8;

export const isNearlyFull = ({ entries, size }: Load): boolean =>
  entries !== undefined && size > 0 && entries >= size * NEARLY;

/**
 * What is to be counted by listing it: of nftables whom rules have learned, the bans and the known first; of iptables the tables of limits,
 * which /proc has. The tables of limits of nftables are those that a flood fills: listing 60,000 sources takes a second each (nft 1.0.6,
 * Linux 6.18), just when somebody waits for the status.
 */
export function countedByListing({ sets, meters }: Applied, backend: 'iptables' | 'nftables') {
  switch (backend) {
    case 'nftables': {
      const names = sets.flatMap((set) =>
        set.backend === backend && set.holds !== undefined
          ? [{ name: set.name, rank: rankOf(set.holds) }]
          : [],
      );
      return { nftSets: names.toSorted((a, b) => a.rank - b.rank).map(({ name }) => name), hashlimits: [] };
    }
    case 'iptables': {
      const names = meters.flatMap((one) => (one.backend === backend && one.key !== 'all' ? [one.name] : []));
      return { nftSets: [], hashlimits: [...new Set(names)] };
    }
  }
}

const rankOf = (holds: string): number => (holds === 'banned' ? 0 : holds === 'known' ? 1 : 2);

/** Newer kernels and nft count by themselves; so does ipset from 6.31 on. */
export function loadsOf(
  { sets, meters }: Applied,
  backend: 'iptables' | 'nftables',
  now: { readonly nftJson: string; readonly ipset: string; readonly probe: Probe },
): readonly Load[] {
  const byTool = new Map<string, number>();
  for (const { name, entries } of readHeads(now.ipset)) if (entries !== undefined) byTool.set(name, entries);
  for (const [kind, { name, table, count }] of objectsOf(now.nftJson) ?? [])
    if (kind === 'set' && table === 'vosguard' && typeof count === 'number') byTool.set(String(name), count);
  const load = (name: string, holds: string, size: number, isLimit: boolean): Load => {
    const counted = now.probe.loads.get(name);
    const entries = byTool.get(name) ?? counted?.entries;
    return { name, holds, size, entries, more: counted?.more ?? false, isLimit };
  };
  const seen = new Set<string>();
  const all = [
    ...sets.flatMap((set) =>
      set.backend === backend && set.holds !== undefined
        ? [load(set.name, set.holds, set.size ?? 0, false)]
        : [],
    ),
    ...meters.flatMap((meter) =>
      meter.backend === backend && meter.key !== 'all' ? [load(meter.name, meter.id, meter.size, true)] : [],
    ),
  ];
  return all.filter(({ name }) => !seen.has(name) && seen.add(name));
}
