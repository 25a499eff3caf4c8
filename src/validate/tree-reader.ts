import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { PolicyFiles } from '../parse/files.js';
import type { MapNode, Tree } from '../parse/tree.js';
import { type Groups, readGroups } from './addresses/groups.js';
import { listsOf } from './addresses/lists.js';
import { type NamedLists, namedLists } from './addresses/named-lists.js';
import { placeBook } from './addresses/place-book.js';
import { child, type Field } from './field.js';
import { findingsIn } from './findings.js';
import { sameTree } from './same-tree.js';
import { checkShape } from './shape/shape.js';
import { readPolicy, type TreeValues } from './values/policy.js';

export interface TreeReading {
  /** Of use only if there is no error among the findings. */
  readonly values: TreeValues;
  readonly ofValues: readonly Diagnostic[];
  readonly ofShape: readonly Diagnostic[];
}

/** Reads the merged trees of one policy: its base and its profiles. Lists of addresses are read once for all. */
export interface TreeReader {
  readonly read: (root: MapNode, profile?: string) => TreeReading;
  /** The bytes of the lists that were read so far. */
  readonly listContents: readonly Uint8Array[];
}

/** What other values name. */
export interface Named {
  readonly groups: Groups;
  readonly named: NamedLists;
}

export function treeReader(
  files: PolicyFiles,
  profiles: readonly string[],
  policy: string | undefined,
): TreeReader {
  const book = placeBook();
  const lists = listsOf(files, book, policy);
  const known: (Named & { readonly of: readonly (Tree | undefined)[] })[] = [];

  const namedIn = (root: Field): Named => {
    const [addresses, listed] = [child(root, 'addresses'), child(root, 'lists')];
    const of = [addresses.node, listed.node];
    const before = known.find((one) => one.of.every((node, index) => sameTree(node, of[index])));
    if (before !== undefined) return before;
    const named = namedLists(listed, lists);
    const found = { of, named, groups: readGroups(addresses, { files: lists, named }, book) };
    known.push(found);
    return found;
  };

  const read = (root: MapNode, profile?: string): TreeReading => {
    const ofValues = findingsIn(root);
    const field: Field = { node: root, path: [], findings: ofValues };
    const values = readPolicy(field, namedIn(field), profiles, { files, profile });
    const ofShape = findingsIn(root);
    checkShape(root, ofShape);
    return { values, ofValues: ofValues.all, ofShape: ofShape.all };
  };

  return { read, listContents: lists.contents };
}
