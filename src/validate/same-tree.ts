import type { Tree } from '../parse/tree.js';

/** Whether two merged trees are made of the same nodes: merging makes maps anew and keeps lists and scalars. */
export function sameTree(a: Tree | undefined, b: Tree | undefined): boolean {
  if (a === b) return true;
  if (a?.kind !== 'map' || b?.kind !== 'map' || a.entries.size !== b.entries.size) return false;
  return [...a.entries].every(([key, entry]) => sameTree(entry.value, b.entries.get(key)?.value));
}
