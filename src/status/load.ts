import type { Applied } from '../plan/applied.js';
import { readHeads } from '../plan/ipset/read-ipset.js';
import { objectsOf } from '../plan/nftables/objects-of.js';
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
}

/** From this part on a set is nearly full. */
const NEARLY = 0.8;

export const isNearlyFull = ({ entries, size }: Load): boolean =>
  entries !== undefined && size > 0 && entries >= size * NEARLY;

/** What is to be counted by listing it, the bans and the known first. */
export function countedByListing({ sets, meters }: Applied, backend: 'iptables' | 'nftables') {
  const own = <T extends { readonly backend: string }>(all: readonly T[]) =>
    all.filter((one) => one.backend === backend);
  const names = [
    ...own(sets).flatMap(({ name, holds }) => (holds === undefined ? [] : [{ name, rank: rankOf(holds) }])),
    ...own(meters).flatMap(({ name, key }) => (key === 'all' ? [] : [{ name, rank: 9 }])),
  ];
  const sorted = names.toSorted((a, b) => a.rank - b.rank).map(({ name }) => name);
  const meterNames = new Set(meters.map(({ name }) => name));
  switch (backend) {
    case 'nftables':
      return { nftSets: sorted, hashlimits: [] };
    case 'iptables':
      return { nftSets: [], hashlimits: [...new Set(sorted.filter((name) => meterNames.has(name)))] };
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
  const load = (name: string, holds: string, size: number): Load => {
    const counted = now.probe.loads.get(name);
    return { name, holds, size, entries: byTool.get(name) ?? counted?.entries, more: counted?.more ?? false };
  };
  const seen = new Set<string>();
  const all = [
    ...sets.flatMap((set) =>
      set.backend === backend && set.holds !== undefined ? [load(set.name, set.holds, set.size ?? 0)] : [],
    ),
    ...meters.flatMap((meter) =>
      meter.backend === backend && meter.key !== 'all' ? [load(meter.name, meter.id, meter.size)] : [],
    ),
  ];
  return all.filter(({ name }) => !seen.has(name) && seen.add(name));
}
