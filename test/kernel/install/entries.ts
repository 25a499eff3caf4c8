import type { Host } from './host.js';

/** A host, as one backend has its sets. */
export type View = Pick<Host, 'backend' | 'sh'>;

/** What a learned set of the host holds, each with the seconds that are left. */
export function entries(host: View, holds: string, family: 4 | 6): ReadonlyMap<string, number> {
  if (host.backend !== 'nftables') {
    const text = host.sh(`ipset save vg-${holds}-${family}`);
    const lines = [...text.matchAll(/^add \S+ (\S+) timeout (\d+)/gm)];
    return new Map(lines.map(([, address = '', left]) => [address, Number(left)]));
  }
  const text = host.sh(`nft -j list set inet vosguard ${holds}${family}`);
  const [, { set }] = JSON.parse(text).nftables;
  const elements: readonly { elem: { val: string; expires: number } }[] = set.elem ?? [];
  return new Map(elements.map(({ elem }) => [elem.val, elem.expires]));
}
