import { prefixLength } from '../emit/not-legalized.js';
import { isList, isObject, type Json } from '../json/json.js';
import { type Address, addressText } from '../net/address.js';
import { readAddress } from '../net/read-address.js';
import { objectsOf } from '../plan/nftables/read-nft-json.js';

/** One source that is banned now. */
export interface Ban {
  /** The first address of the source: its own, or that of its /64. */
  readonly address: Address;
  /** Seconds that are left. */
  readonly left: number;
  /** Of how many in all; ipset does not tell. */
  readonly of: number | undefined;
  /** The whole subnet, by hand. */
  readonly subnet?: true;
}

/** By address, IPv4 first. */
export const byAddress = (a: Ban, b: Ban): number => {
  const [x, y] = [a.address, b.address];
  if (x.family !== y.family) return x.family === 'ipv4' ? -1 : 1;
  return x.value < y.value ? -1 : x.value > y.value ? 1 : 0;
};

/** Whoever stays banned the longest first. */
export const byTimeLeft = (a: Ban, b: Ban): number => b.left - a.left || byAddress(a, b);

/** A source as everybody writes it: an address, or the /64 with IPv6. */
export const sourceText = (address: Address): string =>
  address.family === 'ipv4' ? addressText(address) : `${addressText(address)}/64`;

/** A source, or the subnet. */
export const banText = ({ address, subnet }: Pick<Ban, 'address' | 'subnet'>): string =>
  subnet === undefined
    ? sourceText(address)
    : `${addressText(address)}/${prefixLength[address.family].subnet}`;

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const;

/** `2h 5m`, `59s`: the two largest units that are needed. */
export function timeText(seconds: number): string {
  const from = units.findIndex(([, length]) => seconds >= length);
  if (from < 0) return '0s';
  let rest = Math.floor(seconds);
  const parts = units.slice(from, from + 2).map(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return [count, unit] as const;
  });
  return parts
    .filter(([count], index) => index === 0 || count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}

/** The entries in what `ipset save` prints of a set of bans. */
export function readIpsetBans(text: string): readonly Ban[] {
  return [...text.matchAll(/^add \S+ (\S+)(?: timeout (\d+))?/gm)].flatMap(([, source = '', left]) =>
    banOf(source, Number(left ?? 0), undefined),
  );
}

/** The elements in what `nft -j list set` prints of one; `undefined` for what is no JSON of nft. */
export function readNftBans(text: string): readonly Ban[] | undefined {
  const objects = objectsOf(text);
  if (objects === undefined) return undefined;
  const sets = objects.flatMap(([kind, content]) => (kind === 'set' ? [content] : []));
  return sets.flatMap(({ elem, timeout: general }) =>
    (isList(elem) ? elem : []).flatMap((element) => {
      if (!isObject(element) || !isObject(element.elem)) return [];
      const { val, timeout = general, expires } = element.elem;
      return banOf(String(val), numberOf(expires) ?? 0, numberOf(timeout));
    }),
  );
}

/** What is no address is passed over: the set is ours, so it is a newer tool's word for something. */
function banOf(text: string, left: number, of: number | undefined): readonly Ban[] {
  const read = readAddress(text.replace(/\/\d+$/, ''));
  return read.kind === 'address' ? [{ address: read.address, left, of }] : [];
}

const numberOf = (json: Json | undefined): number | undefined =>
  typeof json === 'number' ? json : undefined;
