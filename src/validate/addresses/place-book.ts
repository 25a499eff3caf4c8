import type { Place } from '../../diagnostics/source.js';

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
