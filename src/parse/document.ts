import type { Place, SourceFile } from '../diagnostics/diagnostic.js';
import type { PolicyPath } from '../policy/path.js';
import type { Suppression } from './suppressions.js';
import type { MapNode, Tree } from './tree.js';

/** A policy as it was read: one tree out of all its files. */
export interface Document {
  /**
   * Defaults, includes, the file itself and the chosen profile, merged in this order. What a null removed is
   * gone, except in the bodies under `profiles`, which wait to be laid over; `include` is gone too.
   */
  readonly root: MapNode;
  /** The same without defaults and without a profile: what the user wrote, with its nulls. */
  readonly written: MapNode;
  /** As `root`, without a profile. */
  readonly base: MapNode;
  /** The tree that each profile would give, so that all of them are validated, not only the chosen one. */
  readonly profiles: ReadonlyMap<string, MapNode>;
  readonly profile: string | undefined;
  /** In the order of reading; the policy first. */
  readonly files: readonly SourceFile[];
  /** The comments of these files that take findings back. */
  readonly suppressions: readonly Suppression[];
  /** SHA-256 so far: of every YAML file and the profile's name; list files are added when they are read. */
  readonly digest: string;
}

/** The node at the path, or `undefined` where nothing stands there. */
export function nodeAt(root: Tree, path: PolicyPath): Tree | undefined {
  let node: Tree | undefined = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = child(node, step);
  }
  return node;
}

function child(node: Tree, step: string | number): Tree | undefined {
  switch (node.kind) {
    case 'map':
      return node.entries.get(String(step))?.value;
    case 'list':
      return typeof step === 'number' ? node.items[step] : undefined;
    case 'scalar':
      return undefined;
  }
}

/**
 * Where a message about `path` should point: at the key or the value, or at the nearest thing above it
 * that a file said. `undefined` where everything on the way is a default.
 */
export function placeOf(root: Tree, path: PolicyPath, on: 'key' | 'value'): Place | undefined {
  for (let length = path.length; length > 0; length--) {
    const upTo = path.slice(0, length);
    const parent = nodeAt(root, upTo.slice(0, -1));
    const entry = parent?.kind === 'map' ? parent.entries.get(String(upTo.at(-1))) : undefined;
    const place =
      (on === 'key' && length === path.length ? entry?.keySpan : undefined) ?? nodeAt(root, upTo)?.span;
    if (place !== undefined) return place;
  }
  return root.span;
}
