import type { Diagnostic, Place } from '../diagnostics/diagnostic.js';
import type { Code } from '../diagnostics/words/index.js';
import type { PolicyFiles } from '../parse/files.js';
import type { MapNode, Tree } from '../parse/tree.js';
import { type Groups, readGroups } from './addresses/groups.js';
import { listsOf, type NamedLists, namedLists } from './addresses/lists.js';
import { placeBook } from './addresses/places.js';
import { child, type Field } from './field.js';
import { findingsIn } from './findings.js';
import { checkShape } from './shape/shape.js';
import { readPolicy, type TreeValues } from './values/policy.js';

/** Whether two merged trees are made of the same nodes: merging makes maps anew and keeps lists and scalars. */
function sameTree(a: Tree | undefined, b: Tree | undefined): boolean {
  if (a === b) return true;
  if (a?.kind !== 'map' || b?.kind !== 'map' || a.entries.size !== b.entries.size) return false;
  return [...a.entries].every(([key, entry]) => sameTree(entry.value, b.entries.get(key)?.value));
}

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

/** What the schema says about a value itself, and not about the keys in it. */
const formCodes: ReadonlySet<Code> = new Set(['VG201', 'VG202', 'VG204', 'VG205', 'VG206']);

/**
 * The findings of a policy and its profiles, which share most of their values and so their mistakes: the same code
 * at the same place is one. What the readers of values say is closer to the point than what the schema says there.
 */
export function distinct(readings: readonly TreeReading[]): readonly Diagnostic[] {
  const told = readings.flatMap(({ ofValues }) => ofValues);
  const places = new Set(told.map(({ place }) => positionText(place)));
  const rest = readings
    .flatMap(({ ofShape }) => ofShape)
    .filter(({ code, place }) => !formCodes.has(code) || !places.has(positionText(place)));
  const byIdentity = new Map<string, Diagnostic>();
  for (const finding of [...told, ...rest]) {
    const key = identity(finding);
    if (!byIdentity.has(key)) byIdentity.set(key, finding);
  }
  return [...byIdentity.values()];
}

const leftOut: ReadonlySet<string> = new Set(['path', 'within', 'known']);

/** The path is left out: below a profile it begins differently. And what is known, which is the same for all and may be long. */
function identity({ code, args, place }: Diagnostic): string {
  const rest = Object.entries(args ?? {}).filter(([name]) => !leftOut.has(name));
  return JSON.stringify([code, positionText(place), rest]);
}

function positionText(place: Place | undefined): string {
  if (place === undefined) return '';
  const { file } = place;
  return JSON.stringify(
    'start' in place
      ? [file.path, place.start, place.end]
      : [file.path, place.line, place.column, place.length],
  );
}
