import type { MergedEntries, Overlap } from '../../net/merge-entries.js';
import { type Field, fault } from '../field.js';
import type { PlaceBook } from './place-book.js';

/** A warning for each pair of entries that share addresses, at the one that could be taken out. */
export function reportOverlaps(
  field: Field,
  { overlaps, overlapCount }: MergedEntries,
  book: PlaceBook,
): void {
  for (const overlap of overlaps) reportOverlap(field, overlap, book);
  const more = overlapCount - overlaps.length;
  if (more > 0) fault(field, 'VG238', { more });
}

const codes = { duplicate: 'VG235', contained: 'VG236', overlap: 'VG237' } as const;

function reportOverlap(field: Field, overlap: Overlap, book: PlaceBook): void {
  const { first, second } = overlap;
  const superfluous = overlap.kind === 'contained' && overlap.outer === second ? first : second;
  const other = book.placeOf(superfluous === second ? first : second);
  field.findings.add(
    codes[overlap.kind],
    {},
    {
      path: field.path,
      place: book.placeOf(superfluous),
      related: other === undefined ? [] : [{ place: other, label: 'the other entry' }],
    },
  );
}
