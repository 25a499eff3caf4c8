import { Pair, Scalar, YAMLMap, YAMLSeq, Document as YamlDocument } from 'yaml';
import { visibleJson } from '../diagnostics/visible.js';
import { defaults } from '../policy/defaults.js';
import type { Document } from './document.js';
import { type ListNode, type MapNode, plainMap, type ScalarNode, type Tree } from './tree.js';

type Printed = Scalar | YAMLMap | YAMLSeq;

/**
 * The whole merged policy as YAML, each value that no file said marked `# default`. Parsed again without a
 * profile it gives the same tree: a default that has been removed is written as null.
 */
export function explainDefaults({ root }: Pick<Document, 'root'>): string {
  // The failsafe schema knows only text, so a plain scalar is printed as it was written: 6.30 stays 6.30.
  const document = new YamlDocument(null, { schema: 'failsafe' });
  document.contents = mapNode(root, plainMap(defaults));
  const options = { lineWidth: 0, flowCollectionPadding: false, doubleQuotedMinMultiLineLength: Infinity };
  return visibleJson(document.toString(options));
}

/** `below` is what the defaults say at the same place. */
function mapNode(map: MapNode, below: MapNode | undefined): YAMLMap {
  const node = new YAMLMap();
  for (const { key, value } of map.entries.values()) {
    const under = below?.entries.get(key)?.value;
    node.items.push(
      new Pair(keyNode(key), marked(printed(value, under?.kind === 'map' ? under : undefined), value)),
    );
  }
  const removed = [...(below?.entries.keys() ?? [])].filter((key) => !map.entries.has(key));
  for (const key of removed) node.items.push(new Pair(keyNode(key), text('null', Scalar.PLAIN)));
  return node;
}

function printed(tree: Tree, below: MapNode | undefined): Printed {
  switch (tree.kind) {
    case 'map':
      return mapNode(tree, below);
    case 'list':
      return listNode(tree);
    case 'scalar':
      return scalarNode(tree);
  }
}

function listNode({ items }: ListNode): YAMLSeq {
  const node = new YAMLSeq();
  node.flow = items.length <= 12 && items.every(({ kind }) => kind === 'scalar');
  node.items = items.map((item) => printed(item, undefined));
  return node;
}

function scalarNode({ source, quoted, value }: ScalarNode): Scalar {
  // Only in double quotes can a character be written as an escape.
  if (quoted || visibleJson(source) !== source) return text(source, Scalar.QUOTE_DOUBLE);
  return text(source === '' && value === null ? 'null' : source, Scalar.PLAIN);
}

/** A name that YAML takes for text needs no quotes; a list of the others would be YAML's core schema again. */
function keyNode(key: string): Scalar {
  const plain = /^[A-Za-z_][\w-]*$/.test(key) && !/^(null|true|false)$/i.test(key);
  return text(key, plain ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE);
}

function text(source: string, type: Scalar.Type): Scalar {
  const scalar = new Scalar(source);
  scalar.type = type;
  return scalar;
}

function marked(node: Printed, { kind, span }: Tree): Printed {
  if (span === undefined && kind !== 'map') node.comment = ' default';
  return node;
}
