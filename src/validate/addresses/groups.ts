import { addressSet, union } from '../../net/address-set.js';
import { mergeEntries } from '../../net/merge-entries.js';
import { mostGroups } from '../../policy/bounds.js';
import type { DatedEntry, Sources } from '../../policy/policy.js';
import { leftOutOf, mayLeaveOut } from '../../policy/sources.js';
import { entries, type Field, items } from '../field.js';
import { type PartReader, partReader, type Readable } from './part-reader.js';
import { circles, listsIn, type Part, type Parts, rangesOf, writtenIn } from './parts.js';
import { type PlaceBook, reportOverlaps } from './places.js';

export interface Groups {
  readonly all: ReadonlyMap<string, Sources>;
  readonly dated: readonly DatedEntry[];
  /** Reads a list of group names and addresses; what `leftOut` says of is somebody else's to read. */
  readonly sources: (field: Field, leftOut?: (item: Field) => boolean) => Sources;
  /** The same for whom nothing is let in from: without what a list file does not block. */
  readonly blocked: (field: Field) => Sources;
}

/** Reads `addresses`, and gives the reader of what names its groups. */
export function readGroups(field: Field, lists: Readable, book: PlaceBook): Groups {
  const written = entries(field);
  const fields = new Map(written.slice(0, mostGroups));
  const names = written.map(([name]) => name);
  const reader = partReader(names, lists, book);
  const parts: Parts = new Map([...fields].map(([name, group]) => [name, groupParts(group, reader)]));
  reportCircles(fields, parts);
  const mergedGroup = (name: string, group: Field) => merged(group, [{ kind: 'group', name }], parts, book);
  const all = new Map([...fields].map(([name, group]) => [name, mergedGroup(name, group)]));
  const sources: Groups['sources'] = (asked, leftOut = () => false) => {
    const own = items(asked).flatMap((item) => (leftOut(item) ? [] : reader.source(item)));
    const only = own.length === 1 && own[0]?.kind === 'group' ? all.get(own[0].name) : undefined;
    return only === undefined ? merged(asked, own, parts, book) : { ...only, path: asked.path };
  };
  return {
    all,
    dated: reader.dated,
    sources,
    blocked: (asked) => {
      const found = sources(asked);
      return found.lists.length > 0 && mayLeaveOut(found.set) ? withoutLeftOut(found) : found;
    },
  };
}

function withoutLeftOut(found: Sources): Sources {
  const set = found.lists.map((list) => leftOutOf(list).rest).reduce(union, found.written());
  return { ...found, set };
}

function groupParts(group: Field, reader: PartReader): readonly Part[] {
  return group.node?.kind === 'map' ? reader.entry(group) : items(group).flatMap(reader.entry);
}

function merged(field: Field, own: readonly Part[], parts: Parts, book: PlaceBook): Sources {
  const ranges = () => rangesOf(own, parts);
  const result = mergeEntries(ranges);
  reportOverlaps(field, result, book);
  return {
    set: result.set,
    entries: { ranges, placeOf: book.placeOf },
    lists: listsIn(own, parts),
    written: () => addressSet(writtenIn(own, parts).map(({ range }) => range)),
    path: field.path,
  };
}

function reportCircles(fields: ReadonlyMap<string, Field>, parts: Parts): void {
  for (const chain of circles(parts)) {
    const group = fields.get(chain[0] ?? '');
    group?.findings.add('VG229', { chain }, { path: group.path, on: 'key' });
  }
}
