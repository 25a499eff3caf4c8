import type { Place } from '../../diagnostics/diagnostic.js';
import { daysInMonth } from '../../net/day.js';
import type { MergedEntries, Overlap } from '../../net/merge-entries.js';
import type { AddressFault } from '../../net/read-address.js';
import { pathText } from '../../policy/path.js';
import { type Field, fault, textOf } from '../field.js';
import type { Findings, Where } from '../findings.js';

/** Each kind of fault under its code. */
export function reportAddressFault(findings: Pick<Findings, 'add'>, found: AddressFault, where: Where): void {
  // Only a list file gives a place that the tree does not know.
  const fault = { ...found, listed: where.place !== undefined };
  switch (fault.kind) {
    case 'empty':
    case 'not-an-address':
    case 'not-a-prefix':
      findings.add('VG220', fault, where);
      break;
    case 'host-bits-set':
      findings.add('VG221', fault, where);
      break;
    case 'netmask':
    case 'prefix-too-long':
      findings.add('VG222', fault, where);
      break;
    case 'leading-zero':
      findings.add('VG223', fault, where);
      break;
    case 'zone-id':
      findings.add('VG224', fault, where);
      break;
    case 'ipv4-mapped':
      findings.add('VG225', fault, where);
      break;
    case 'mixed-families':
      findings.add('VG226', fault, where);
      break;
    case 'reversed-range':
      findings.add('VG227', fault, where);
      break;
  }
}

/** A day of the calendar, as `2027-01-31`. Text of that form can be compared as text. */
export function readDay(field: Field): string {
  const text = textOf(field) ?? '';
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  const real = year !== undefined && month !== undefined && day !== undefined;
  if (!real || day < 1 || day > daysInMonth(year, month))
    fault(field, 'VG217', { path: pathText(field.path), text });
  return text;
}

/** Gives entries their indexes, ascending in the order of reading, and leads from an index back to a place. */
export interface PlaceBook {
  /** The index that the next entry gets. */
  readonly next: () => number;
  /** Takes the next `count` indexes and gives the first; `placeAt` is asked with a number from 0 to `count - 1`. */
  readonly add: (count: number, placeAt: (offset: number) => Place | undefined) => number;
  readonly placeOf: (index: number) => Place | undefined;
}

interface Block {
  readonly first: number;
  readonly placeAt: (offset: number) => Place | undefined;
}

export function placeBook(): PlaceBook {
  const blocks: Block[] = [];
  let next = 0;
  return {
    next: () => next,
    add: (count, placeAt) => {
      const first = next;
      blocks.push({ first, placeAt });
      next += count;
      return first;
    },
    placeOf: (index) => {
      const block = blocks.findLast(({ first }) => first <= index);
      return block?.placeAt(index - block.first);
    },
  };
}

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
