import type { PolicyFiles } from '../parse/files.js';
import type { MapNode, Tree } from '../parse/tree.js';
import { pathText } from '../policy/path.js';
import { type Groups, readGroups } from './addresses/groups.js';
import { listsOf } from './addresses/lists.js';
import { placeBook } from './addresses/place-book.js';
import { child, type Field } from './field.js';
import { findingsIn, type PathFinding } from './findings.js';
import { sameTree } from './same-tree.js';
import { checkShape } from './shape/shape.js';
import { readPolicy, type TreeValues } from './values/policy.js';

export interface TreeReading {
  /** Of use only if there is no error among the findings. */
  readonly values: TreeValues;
  readonly findings: readonly PathFinding[];
}

/** Reads the merged trees of one policy: its base and its profiles. Lists of addresses are read once for all. */
export interface TreeReader {
  readonly read: (root: MapNode) => TreeReading;
  /** The bytes of the lists that were read so far. */
  readonly listContents: readonly Uint8Array[];
}

export function treeReader(files: PolicyFiles, profiles: readonly string[]): TreeReader {
  const book = placeBook();
  const lists = listsOf(files, book);
  const known: { readonly node: Tree | undefined; readonly groups: Groups }[] = [];

  const groupsOf = (field: Field): Groups => {
    const before = known.find(({ node }) => sameTree(node, field.node));
    if (before !== undefined) return before.groups;
    const groups = readGroups(field, lists, book);
    known.push({ node: field.node, groups });
    return groups;
  };

  const read = (root: MapNode): TreeReading => {
    const ofValues = findingsIn(root);
    const field: Field = { node: root, path: [], findings: ofValues };
    const values = readPolicy(field, groupsOf(child(field, 'addresses')), profiles);
    const ofShape = findingsIn(root);
    checkShape(root, ofShape);
    return { values, findings: [...ofValues.all, ...notToldBy(ofValues.all, ofShape.all)] };
  };

  return { read, listContents: lists.contents };
}

/** What the readers of values say about a value is closer to the point than what its schema says. */
function notToldBy(told: readonly PathFinding[], others: readonly PathFinding[]): readonly PathFinding[] {
  const paths = new Set(told.map(({ path }) => pathText(path)));
  return others.filter(({ path }) => !paths.has(pathText(path)));
}
