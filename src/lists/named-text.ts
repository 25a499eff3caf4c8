import { contains } from '../net/address-set.js';
import { parseAddress } from '../net/read-address.js';
import { neverForeign } from '../net/reserved.js';
import type { LockedAddress } from '../policy/list-lock.js';

interface Named {
  readonly address: string;
  readonly name: string;
}

/**
 * The addresses of names, by address: those of now, and those of before that were seen no longer ago than `keep`, so that a name server
 * that fails for an hour shuts nobody out. Nobody's name may lead to this host or its link.
 */
export function namedAddresses(
  now: readonly Named[],
  before: ReadonlyMap<string, LockedAddress>,
  { names, time, keep }: { readonly names: readonly string[]; readonly time: Date; readonly keep: number },
): ReadonlyMap<string, LockedAddress> {
  const seen = time.toISOString();
  const kept = [...before].filter(
    ([, old]) => names.includes(old.name) && time.getTime() - Date.parse(old.seen) <= keep,
  );
  const found = now
    .filter(({ address }) => isForeign(address))
    .map(({ address, name }) => [address, { name, seen }] as const);
  return new Map([...kept, ...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function isForeign(text: string): boolean {
  const parsed = parseAddress(text);
  return parsed.kind === 'address' && !contains(neverForeign, parsed.address);
}

export function namedText(addresses: ReadonlyMap<string, LockedAddress>): string {
  return [...addresses].map(([address, { name }]) => `${address} # ${name}\n`).join('');
}
