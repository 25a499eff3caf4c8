import { isList, isObject, type Json } from '../json/json.js';
import { readAddress } from '../net/read-address.js';
import { objectsOf } from '../plan/nftables/objects-of.js';
import type { Ban } from './ban.js';

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
