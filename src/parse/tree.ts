import type { Span } from '../diagnostics/diagnostic.js';
import type { Plain } from '../policy/defaults.js';

/**
 * What the YAML said, with positions kept, after includes, defaults and a profile have been merged in.
 * Neither anchors nor tags are left. `span` is `undefined` for what no file said: the defaults.
 */
export type Tree = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly span: Span | undefined;
}

export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span | undefined;
  readonly value: Tree;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly span: Span | undefined;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  /** YAML 1.2 core schema; numbers too large for exact arithmetic stay text. */
  readonly value: string | number | boolean | null;
  /** As written, without quotes: versions are read from here, since `6.30` is not 6.3. */
  readonly source: string;
  /** True where quotes or a block made it text. */
  readonly quoted: boolean;
  readonly span: Span | undefined;
}

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
