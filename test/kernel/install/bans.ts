import type { View } from './entries.js';
import type { Host } from './host.js';

const name = (host: Host, family: 4 | 6) =>
  host.backend === 'nftables' ? `banned${family}` : `vg-banned-${family}`;

/** Bans a source for so many seconds. */
export function ban(host: View, family: 4 | 6, address: string, seconds: number): void {
  host.sh(
    host.backend === 'nftables'
      ? `nft 'add element inet vosguard banned${family} { ${address} timeout ${seconds}s }'`
      : `ipset add vg-banned-${family} ${address} timeout ${seconds}`,
  );
}

/** Each banned source with the seconds that are left. */
export function bans(host: Host, family: 4 | 6): ReadonlyMap<string, number> {
  const set = name(host, family);
  const text = host.sh(
    host.backend === 'nftables' ? `nft list set inet vosguard ${set}` : `ipset save ${set}`,
  );
  const form =
    host.backend === 'nftables'
      ? /([0-9a-f]+[.:][0-9a-f.:]*)[^,]*? expires (\w+)/g
      : /^add \S+ (\S+) timeout (\S+)/gm;
  return new Map([...text.matchAll(form)].map(([, address = '', left = '']) => [address, seconds(left)]));
}

function seconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const units: Readonly<Record<string, number>> = { d: 86400, h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...text.matchAll(/(\d+)(ms|[dhms])/g)];
  return parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (units[unit] ?? 0), 0);
}

/** So many addresses. */
export const many = (amount: number) =>
  Array.from({ length: amount }, (_, i) => `198.18.${i >> 8}.${i & 255}`);
