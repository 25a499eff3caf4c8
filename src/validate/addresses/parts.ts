import type { LocatedRange } from '../../net/located-range.js';
import type { List } from './lists.js';

/** One item of a group or of a list of sources. */
export type Part =
  | { readonly kind: 'entry'; readonly entry: LocatedRange }
  | { readonly kind: 'list'; readonly list: List }
  | { readonly kind: 'group'; readonly name: string };

/** The items of each group. */
export type Parts = ReadonlyMap<string, readonly Part[]>;

/**
 * All entries, those of groups inside groups too; each group and each list once, so that circles end. The groups on the
 * way are kept in a list: a generator inside a generator inside another would pass each entry up through all of them.
 */
export function* rangesOf(own: readonly Part[], groups: Parts): Generator<LocatedRange> {
  const seen = new Set<string | List>();
  const open = [own.values()];
  for (let parts = open.at(-1); parts !== undefined; parts = open.at(-1)) {
    const { value: part, done } = parts.next();
    if (done) {
      open.pop();
      continue;
    }
    if (part.kind === 'entry') {
      yield part.entry;
      continue;
    }
    const what = part.kind === 'list' ? part.list : part.name;
    if (seen.has(what)) continue;
    seen.add(what);
    if (part.kind === 'list') yield* part.list.ranges;
    else open.push((groups.get(part.name) ?? []).values());
  }
}
