import { isList, isObject, type Json, type JsonObject } from '../../json/json.js';
import { objectsOf, only } from '../../plan/nftables/read-nft-json.js';

/** A set or map of somebody else that holds ports or devices, so that what it says of one can be told. */
export interface PortSet {
  readonly kind: 'set' | 'map';
  readonly family: string;
  readonly table: string;
  readonly name: string;
}

/** Nobody keeps more by hand. */
const MOST = 64;
/** Of each of them. */
const MOST_ENTRIES = 4_096;

/**
 * Those in what `nft --json --terse list ruleset` prints. What packets fill, or what runs out, is none: it may hold another port a second later.
 */
export const portSetsIn = (listing: string): readonly PortSet[] =>
  (objectsOf(listing) ?? [])
    .flatMap(([kind, content]): readonly PortSet[] => {
      const { family, table, name, type, flags, map } = content;
      if ((kind !== 'set' && kind !== 'map') || (map !== undefined && map !== 'verdict')) return [];
      const types = isList(type) ? type : [type];
      const ports = types.at(-1) === 'inet_service' && (types.length === 1 || types[0] === 'inet_proto');
      const devices = types.length === 1 && types[0] === 'ifname';
      const changes = [flags ?? []].flat().some((flag) => flag === 'dynamic' || flag === 'timeout');
      if ((!ports && !devices) || types.length > 2 || changes || (family === 'inet' && table === 'vosguard'))
        return [];
      return [{ kind, family: String(family), table: String(table), name: String(name) }];
    })
    .slice(0, MOST);

/** The listing, with what `nft --json list set` has printed of single sets in their place. */
export function withSets(listing: string, sets: readonly string[]): string {
  const held = sets.flatMap((text) => objectsOf(text) ?? []).filter(([, { elem }]) => isList(elem));
  if (held.length === 0) return listing;
  const found = new Map(held.map(([kind, content]) => [nameOf(kind, content), content]));
  const objects = (objectsOf(listing) ?? []).map(([kind, content]) => ({
    [kind]: found.get(nameOf(kind, content)) ?? content,
  }));
  return JSON.stringify({ nftables: objects });
}

const nameOf = (kind: string, { family, table, name }: JsonObject): string =>
  kind === 'set' || kind === 'map' ? `${String(family)} ${String(table)} ${String(name)}` : '';

export type Entries = ReadonlyMap<string, readonly Json[]>;

/** What is in each set that was listed with its entries, by `FAMILY TABLE NAME`. */
export function entriesOf(objects: readonly (readonly [kind: string, content: JsonObject])[]): Entries {
  return new Map(
    objects.flatMap(([kind, content]) =>
      isList(content.elem) && content.elem.length <= MOST_ENTRIES
        ? [[nameOf(kind, content), content.elem] as const]
        : [],
    ),
  );
}

/** A statement that names a set, as if its entries stood there. */
export function spelled(statement: Json, table: string, entries: Entries): Json {
  const [kind, content] = only(statement) ?? [];
  if (!isObject(content)) return statement;
  const key = kind === 'match' ? 'right' : kind === 'vmap' ? 'data' : undefined;
  const name = key === undefined ? undefined : content[key];
  const held = typeof name === 'string' ? entries.get(`${table} ${name.slice(1)}`) : undefined;
  return kind === undefined || key === undefined || held === undefined
    ? statement
    : { [kind]: { ...content, [key]: { set: held } } };
}
