import type { Plain } from '../policy/defaults.js';
import type { ListNode, MapNode, ScalarNode, Tree } from './tree.js';

type PlainMap = { readonly [key: string]: Plain };

/** A literal as a tree that no file said: nothing in it has a span. */
export function plainMap(plain: PlainMap): MapNode {
  const entries = Object.entries(plain).map(
    ([key, value]) => [key, { key, keySpan: undefined, value: plainTree(value) }] as const,
  );
  return { kind: 'map', entries: new Map(entries), span: undefined };
}

function plainTree(plain: Plain): Tree {
  if (isList(plain)) return plainList(plain);
  return typeof plain === 'object' && plain !== null ? plainMap(plain) : plainScalar(plain);
}

function plainList(items: readonly Plain[]): ListNode {
  return { kind: 'list', items: items.map(plainTree), span: undefined };
}

function plainScalar(value: string | number | boolean | null): ScalarNode {
  return { kind: 'scalar', value, source: String(value), quoted: false, span: undefined };
}

/** `Array.isArray` does not narrow read-only arrays. */
function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}
