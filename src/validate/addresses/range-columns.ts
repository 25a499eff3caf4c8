import type { AddressRange } from '../../net/address.js';
import type { LocatedRange } from '../../net/located-range.js';

/**
 * The entries of a list in the order of reading. An object for each of a million would take 130 MB and the time to collect
 * them; IPv4 is two numbers here, and becomes an object again only while somebody looks at it.
 */
export interface RangeColumns extends Iterable<LocatedRange> {
  /** A single IPv4 address. */
  readonly addQuad: (value: number) => void;
  readonly addRange: (range: AddressRange) => void;
  /** An entry that is none, which has an index nevertheless. */
  readonly skip: () => void;
}

const NO_QUAD = -1;

/** The first entry has the index `first`. */
export function rangeColumns(first: number): RangeColumns {
  const firsts: number[] = [];
  const lasts: number[] = [];
  const wide = new Map<number, AddressRange>();
  const push = (from: number, to: number) => {
    firsts.push(from);
    lasts.push(to);
  };
  return {
    addQuad: (value) => push(value, value),
    addRange: (range) => {
      if (range.family === 'ipv4') return push(range.first, range.last);
      wide.set(firsts.length, range);
      return push(NO_QUAD, NO_QUAD);
    },
    skip: () => push(NO_QUAD, NO_QUAD),
    *[Symbol.iterator]() {
      for (let i = 0; i < firsts.length; i++) {
        const [from, to] = [firsts[i] as number, lasts[i] as number];
        const range = from === NO_QUAD ? wide.get(i) : ({ family: 'ipv4', first: from, last: to } as const);
        if (range !== undefined) yield { range, index: first + i };
      }
    },
  };
}
