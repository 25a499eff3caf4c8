import type { LocatedRange } from '../../net/located-range.js';
import type { List } from './lists.js';

/** One item of a group or of a list of sources. */
export type Part =
  | { readonly kind: 'entry'; readonly entry: LocatedRange }
  | { readonly kind: 'list'; readonly list: List }
  | { readonly kind: 'group'; readonly name: string };

/** The items of each group. */
export type Parts = ReadonlyMap<string, readonly Part[]>;

/** All entries, those of groups inside groups too; each group and each list once, so that circles end. */
export function* rangesOf(
  parts: readonly Part[],
  groups: Parts,
  seen: Set<string | List> = new Set(),
): Generator<LocatedRange> {
  for (const part of parts) {
    if (part.kind === 'entry') {
      yield part.entry;
      continue;
    }
    const what = part.kind === 'list' ? part.list : part.name;
    if (seen.has(what)) continue;
    seen.add(what);
    if (part.kind === 'list') yield* part.list.ranges;
    else yield* rangesOf(groups.get(part.name) ?? [], groups, seen);
  }
}
