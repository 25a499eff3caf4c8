import type { LocatedRange } from '../../net/merge-entries.js';
import type { PolicyPath } from '../../policy/path.js';
import type { UsedList } from '../../policy/sources.js';
import type { List } from './lists.js';

/** One item of a group or of a list of sources. */
export type Part =
  | { readonly kind: 'entry'; readonly entry: LocatedRange }
  | { readonly kind: 'list'; readonly list: List; readonly path: PolicyPath }
  | { readonly kind: 'group'; readonly name: string };

/** The items of each group. */
export type Parts = ReadonlyMap<string, readonly Part[]>;

/** All entries, those of groups inside groups too; each group and each list once. */
export function* rangesOf(own: readonly Part[], groups: Parts): Generator<LocatedRange> {
  for (const part of reached(own, groups)) {
    if (part.kind === 'entry') yield part.entry;
    else yield* part.list.ranges;
  }
}

/** The list files in them, each once. */
export function listsIn(own: readonly Part[], groups: Parts): readonly UsedList[] {
  return [...reached(own, groups)].flatMap((part) =>
    part.kind === 'list' ? [{ ...part.list, path: part.path }] : [],
  );
}

/** The entries that stand in the policy itself. */
export function writtenIn(own: readonly Part[], groups: Parts): readonly LocatedRange[] {
  return [...reached(own, groups)].flatMap((part) => (part.kind === 'entry' ? [part.entry] : []));
}

/**
 * What is not a group, that of groups inside groups too; each group and each list once, so that circles end. The groups on the
 * way are kept in a list: a generator inside a generator inside another would pass each entry up through all of them.
 */
function* reached(own: readonly Part[], groups: Parts): Generator<Exclude<Part, { kind: 'group' }>> {
  const seen = new Set<string | List>();
  const open = [own.values()];
  for (let parts = open.at(-1); parts !== undefined; parts = open.at(-1)) {
    const { value: part, done } = parts.next();
    if (done) {
      open.pop();
      continue;
    }
    if (part.kind === 'entry') {
      yield part;
      continue;
    }
    const what = part.kind === 'list' ? part.list : part.name;
    if (seen.has(what)) continue;
    seen.add(what);
    if (part.kind === 'list') yield part;
    else open.push((groups.get(part.name) ?? []).values());
  }
}

/** Groups that contain themselves, each circle once: the names on the way round, the first one again at the end. */
export function circles(groups: Parts): readonly (readonly string[])[] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    const at = way.indexOf(name);
    if (at !== -1) found.push([...way.slice(at), name]);
    if (at !== -1 || done.has(name)) return;
    for (const part of groups.get(name) ?? []) if (part.kind === 'group') visit(part.name, [...way, name]);
    done.add(name);
  };
  for (const name of groups.keys()) visit(name, []);
  return found;
}
