import type { Tree } from '../../parse/tree.js';

/** A map has no prototype, so that a key such as `__proto__` is a key like others. */
type Data = string | number | boolean | null | readonly Data[] | { [key: string]: Data };

/** The tree as ajv wants it. */
export function dataOf(tree: Tree): Data {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(dataOf);
    case 'map': {
      const data = Object.create(null) as { [key: string]: Data };
      for (const [key, entry] of tree.entries) data[key] = dataOf(entry.value);
      return data;
    }
  }
}
