import type { JsonObject } from '../../json/json.js';
import { objectsOf } from '../../plan/nftables/read-nft-json.js';

/** The objects of a listing of `nft -j` that are in no table of iptables and not ours, as nft takes them again. */
export const tablesBeside = (text: string, listed: ReadonlySet<string>): readonly JsonObject[] =>
  (objectsOf(text) ?? []).flatMap(([kind, content]) => {
    const table = `${String(content.family)} ${String(kind === 'table' ? content.name : content.table)}`;
    const isLeft = kind === 'metainfo' || listed.has(table) || table === 'inet vosguard';
    return isLeft ? [] : [{ [kind]: content }];
  });
