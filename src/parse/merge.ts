import type { MapEntry, MapNode, Tree } from './tree.js';

/**
 * `over` laid on `base`: maps merge key by key, everything else replaces. A null stays in the result, so that
 * it removes whatever a lower layer said; `withoutNulls` takes them out when all layers are on.
 */
export function merge(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) entries.set(key, mergeEntry(entries.get(key), entry));
  return { kind: 'map', entries, span: over.span ?? base.span };
}

function mergeEntry(base: MapEntry | undefined, over: MapEntry): MapEntry {
  if (base?.value.kind !== 'map' || over.value.kind !== 'map') return over;
  return { ...over, value: merge(base.value, over.value) };
}

/** All layers laid on each other, the lowest first. */
export function mergeAll(layers: readonly MapNode[]): MapNode {
  return layers.reduce(merge, { kind: 'map', entries: new Map(), span: undefined });
}

/**
 * The tree without the keys whose value is null, at any depth of maps. What a list holds replaces as a whole
 * and is left as it is. This is how JSON Merge Patch (RFC 7396) treats nulls.
 */
export function withoutNulls(map: MapNode): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of map.entries) {
    if (isNull(entry.value)) continue;
    entries.set(key, entry.value.kind === 'map' ? { ...entry, value: withoutNulls(entry.value) } : entry);
  }
  return { ...map, entries };
}

function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}
