import type { Report } from '../diagnostics/diagnostic.js';
import { mostProfiles } from '../policy/bounds.js';
import { merge, withoutNulls } from './merge.js';
import type { MapNode } from './tree.js';

/**
 * Each profile laid over the layers below it. `expires` says how long the profile lasts and is no part of what
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
