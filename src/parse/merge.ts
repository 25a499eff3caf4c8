import type { Report } from '../diagnostics/diagnostic.js';
import { mostProfiles } from '../policy/bounds.js';
import { type PolicyPath, pathText } from '../policy/path.js';
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

/**
 * Reports each key that both maps set, down to the key itself: two maps merge as long as they differ in what
 * is in them. The version of the language may stand in every file.
 */
export function reportClashes(first: MapNode, second: MapNode, report: Report, path: PolicyPath = []): void {
  for (const [key, entry] of second.entries) {
    const other = first.entries.get(key);
    if (other === undefined || (path.length === 0 && key === 'vosguard')) continue;
    if (other.value.kind === 'map' && entry.value.kind === 'map') {
      reportClashes(other.value, entry.value, report, [...path, key]);
    } else {
      reportClash(other, entry, pathText([...path, key]), report);
    }
  }
}

function reportClash(first: MapEntry, second: MapEntry, path: string, report: Report): void {
  const related = first.keySpan === undefined ? [] : [{ place: first.keySpan, label: 'it is also set here' }];
  report({ code: 'VG144', args: { path }, place: second.keySpan, related });
}

/**
 * Each profile laid over the layers below it. `expires` and `when` say how long it lasts and when it begins, and are no part of what
 * it lays over. What is not a map is left to validation. Only the chosen one has the profiles themselves in it: each of the others would
 * have all of them. Those beyond the bound, which validation refuses, are laid over nothing.
 */
export function profileTrees(layers: MapNode, chosen: string | undefined): ReadonlyMap<string, MapNode> {
  const trees = new Map<string, MapNode>();
  const alone = new Map(layers.entries);
  alone.delete('profiles');
  const below: MapNode = { ...layers, entries: alone };
  const plain = finished(below);
  for (const [index, [name, body]] of bodies(layers).entries()) {
    if (index >= mostProfiles && name !== chosen) {
      trees.set(name, plain);
      continue;
    }
    const entries = new Map(body.entries);
    entries.delete('expires');
    entries.delete('when');
    trees.set(name, finished(merge(name === chosen ? layers : below, { ...body, entries })));
  }
  return trees;
}

/** The layers without nulls, except in profiles: there a null waits for the layer that it removes. */
export function finished(layers: MapNode): MapNode {
  const tree = withoutNulls(layers);
  const profiles = tree.entries.get('profiles');
  if (profiles?.value.kind !== 'map') return tree;
  const kept = new Map(profiles.value.entries);
  for (const [name, body] of bodies(layers)) {
    const entry = kept.get(name);
    if (entry !== undefined) kept.set(name, { ...entry, value: body });
  }
  const value: MapNode = { ...profiles.value, entries: kept };
  return { ...tree, entries: new Map(tree.entries).set('profiles', { ...profiles, value }) };
}

/** Reports a chosen profile that the policy does not have. */
export function reportUnknownProfile(profile: string, layers: MapNode, report: Report): void {
  const entry = layers.entries.get('profiles');
  const known = bodies(layers)
    .map(([name]) => name)
    .sort();
  report({ code: 'VG150', args: { profile, known }, place: entry?.keySpan, related: [] });
}

function bodies(layers: MapNode): readonly (readonly [string, MapNode])[] {
  const profiles = layers.entries.get('profiles')?.value;
  if (profiles?.kind !== 'map') return [];
  return [...profiles.entries].flatMap(([name, { value }]) =>
    value.kind === 'map' ? [[name, value] as const] : [],
  );
}
