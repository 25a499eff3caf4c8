import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Range,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Diagnostic, Report, SourceFile, Span } from '../diagnostics/diagnostic.js';
import { maxDepth, maxNodes } from './bounds.js';
import type { MapEntry, MapNode, ScalarNode, Tree } from './tree.js';

export interface Key {
  readonly text: string;
  readonly span: Span;
}

/** A pair's key; `undefined`, after a report, where it cannot be a key of a policy. */
function keyOf(pair: Pair<Node | null, Node | null>, file: SourceFile, report: Report): Key | undefined {
  const [start = 0, end = start] = pair.key?.range ?? pair.value?.range ?? [];
  const span: Span = { file, start, end };
  const about = { place: span, related: [] };
  if (!isScalar(pair.key) || pair.key.source === undefined || isEmpty(pair.key)) {
    report({ code: 'VG131', args: { key: '' }, ...about });
    return undefined;
  }
  const text = pair.key.source;
  if (pair.key.type === 'PLAIN' && text === '<<') {
    report({ code: 'VG132', args: null, ...about });
    return undefined;
  }
  if (typeof pair.key.value !== 'string') report({ code: 'VG131', args: { key: text }, ...about });
  else reportNoValue(text, pair.value, about, report);
  return { text, span };
}

/** A plain null that nobody wrote. An anchor or a tag on it says that somebody meant it. */
function isEmpty(node: Node | null): boolean {
  if (node === null) return true;
  return isScalar(node) && node.value === null && node.source === '' && node.anchor === undefined;
}

function reportNoValue(
  key: string,
  value: Node | null,
  about: Pick<Diagnostic, 'place' | 'related'>,
  report: Report,
): void {
  if (!isEmpty(value)) return;
  report({ code: key.includes(':') ? 'VG139' : 'VG138', args: { key }, ...about });
}

/** A value that aliases may name, with what it costs to write it out once more. */
interface Anchored {
  readonly tree: Tree;
  readonly nodes: number;
  readonly height: number;
}

/**
 * The tree of a composed document, with its aliases resolved; `undefined` where it is too large. Aliases share
 * the anchor's tree, so that a bomb costs no memory here; the bound is for those who walk the tree later.
 */
export function treeOf(root: Node, file: SourceFile, report: Report): Tree | undefined {
  const builder = new TreeBuilder(file, report);
  const tree = builder.node(root, 1).tree;
  return builder.withinBounds ? tree : undefined;
}

class TreeBuilder {
  withinBounds = true;
  readonly #anchors = new Map<string, Anchored | 'open'>();
  #nodes = 0;

  constructor(
    readonly file: SourceFile,
    readonly report: Report,
  ) {}

  /** YAML lets an anchor be set again; an alias means the last one before it. */
  node(node: Node, depth: number): Anchored {
    if (isAlias(node)) return this.#alias(node, depth);
    this.#charge(1, depth, node);
    if (!this.withinBounds) return { tree: absent(this.#span(node)), nodes: 1, height: 1 };
    const before = this.#nodes;
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, 'open');
    const { tree, height } = this.#value(node, depth);
    const anchored = { tree, height, nodes: this.#nodes - before + 1 };
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, anchored);
    return anchored;
  }

  #value(node: Exclude<Node, Alias>, depth: number): Omit<Anchored, 'nodes'> {
    const span = this.#span(node);
    if (isScalar(node)) return { tree: scalar(node, span), height: 1 };
    if (isMap(node)) return this.#map(node, span, depth);
    if (!isSeq(node)) throw new Error('a node of YAML that is neither scalar, map, sequence nor alias');
    const items = node.items.map((item) => this.node(item as Node, depth + 1));
    return { tree: { kind: 'list', items: items.map(({ tree }) => tree), span }, height: above(items) };
  }

  #map(
    map: YAMLMap,
    span: Span | undefined,
    depth: number,
  ): { readonly tree: MapNode; readonly height: number } {
    const entries = new Map<string, MapEntry>();
    const values: Anchored[] = [];
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const key = keyOf(pair, this.file, this.report);
      if (key === undefined) continue;
      if (isScalar(pair.key) && pair.key.anchor !== undefined) this.node(pair.key, depth + 1);
      const value = pair.value === null ? this.#nothing(key.span) : this.node(pair.value, depth + 1);
      values.push(value);
      const first = entries.get(key.text);
      if (first === undefined) entries.set(key.text, { key: key.text, keySpan: key.span, value: value.tree });
      else this.report(twice(key.text, key.span, first));
    }
    return { tree: { kind: 'map', entries, span }, height: above(values) };
  }

  #alias(alias: Alias, depth: number): Anchored {
    const name = alias.source;
    const anchored = this.#anchors.get(name);
    if (anchored === undefined || anchored === 'open') {
      const code = anchored === undefined ? 'VG134' : 'VG137';
      this.report({ code, args: { name }, place: this.#span(alias), related: [] });
      return { tree: absent(this.#span(alias)), nodes: 1, height: 1 };
    }
    this.#charge(anchored.nodes, depth + anchored.height - 1, alias);
    return anchored;
  }

  #nothing(span: Span): Anchored {
    this.#nodes++;
    return { tree: absent(span), nodes: 1, height: 1 };
  }

  #charge(nodes: number, depth: number, at: Node): void {
    this.#nodes += nodes;
    if (!this.withinBounds || (this.#nodes <= maxNodes && depth <= maxDepth)) return;
    this.withinBounds = false;
    const place = this.#span(at);
    if (depth > maxDepth) this.report({ code: 'VG136', args: { limit: maxDepth }, place, related: [] });
    else this.report({ code: 'VG135', args: { limit: maxNodes }, place, related: [] });
  }

  #span(node: Node): Span | undefined {
    const range: Range | null | undefined = node.range;
    return range ? { file: this.file, start: range[0], end: range[1] } : undefined;
  }
}

function above(children: readonly Anchored[]): number {
  return 1 + children.reduce((most, { height }) => Math.max(most, height), 0);
}

function absent(span: Span | undefined): ScalarNode {
  return { kind: 'scalar', value: null, source: '', quoted: false, span };
}

function scalar(node: Scalar, span: Span | undefined): ScalarNode {
  const { value, type, source = '' } = node;
  return { kind: 'scalar', value: exact(value, source), source, quoted: type !== 'PLAIN', span };
}

/** Core schema values; a number that a double cannot hold, and `.inf` and `.nan`, stay text. */
function exact(value: unknown, source: string): ScalarNode['value'] {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : source;
  return typeof value === 'boolean' || value === null ? value : String(value);
}

function twice(key: string, place: Span, first: MapEntry): Diagnostic {
  const related =
    first.keySpan === undefined ? [] : [{ place: first.keySpan, label: 'it stands here first' }];
  return { code: 'VG130', args: { key }, place, related };
}
