import type { Address, AddressRange, Family } from './address.js';
import { combine, covered, type Edges, meets, rank } from './edges.js';

declare const brand: unique symbol;

/** Any addresses of both families, merged. Immutable; equal sets have equal contents. `cidrs` prints it. */
export interface AddressSet {
  readonly ipv4: Edges<number>;
  readonly ipv6: Edges<bigint>;
  readonly [brand]: true;
}

const fromEdges = (ipv4: Edges<number>, ipv6: Edges<bigint>): AddressSet => ({ ipv4, ipv6 }) as AddressSet;

export const emptySet: AddressSet = fromEdges([], []);

/** The addresses that are in at least one of the ranges. */
export function addressSet(ranges: Iterable<AddressRange>): AddressSet {
  return inAtLeast(1, boundsOf(ranges));
}

/** The addresses that are in at least one of the ranges, and those that are in two or more. */
export function coverage(ranges: Iterable<AddressRange>): {
  readonly once: AddressSet;
  readonly twice: AddressSet;
} {
  const bounds = boundsOf(ranges);
  return { once: inAtLeast(1, bounds), twice: inAtLeast(2, bounds) };
}

/** Where ranges start and where they end, half-open, each list sorted for itself. */
interface Bounds {
  readonly ipv4: { readonly starts: ArrayLike<number>; readonly ends: ArrayLike<number> };
  readonly ipv6: { readonly starts: ArrayLike<bigint>; readonly ends: ArrayLike<bigint> };
}

function inAtLeast(times: number, { ipv4, ipv6 }: Bounds): AddressSet {
  return fromEdges(covered(ipv4.starts, ipv4.ends, times), covered(ipv6.starts, ipv6.ends, times));
}

function boundsOf(ranges: Iterable<AddressRange>): Bounds {
  const ipv4 = { starts: [] as number[], ends: [] as number[] };
  const ipv6 = { starts: [] as bigint[], ends: [] as bigint[] };
  for (const range of ranges) {
    if (range.family === 'ipv4') {
      ipv4.starts.push(range.first);
      ipv4.ends.push(range.last + 1);
    } else {
      ipv6.starts.push(range.first);
      ipv6.ends.push(range.last + 1n);
    }
  }
  return {
    ipv4: { starts: sortedNumbers(ipv4.starts), ends: sortedNumbers(ipv4.ends) },
    ipv6: { starts: sortedBigints(ipv6.starts), ends: sortedBigints(ipv6.ends) },
  };
}

/** Lists are mostly written in order. A typed array sorts numbers natively, an array only through calls of a function. */
const sortedNumbers = (values: readonly number[]): ArrayLike<number> =>
  values.every((value, i) => i === 0 || (values[i - 1] as number) <= value)
    ? values
    : new Float64Array(values).sort();
const sortedBigints = (values: readonly bigint[]): readonly bigint[] =>
  values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

export function union(a: AddressSet, b: AddressSet): AddressSet {
  return combineSets(a, b, (inA, inB) => inA || inB);
}

/** What is in `a` and not in `b`. */
export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  return combineSets(a, b, (inA, inB) => inA && !inB);
}

export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  return combineSets(a, b, (inA, inB) => inA && inB);
}

function combineSets(
  a: AddressSet,
  b: AddressSet,
  keep: (inA: boolean, inB: boolean) => boolean,
): AddressSet {
  return fromEdges(combine(a.ipv4, b.ipv4, keep), combine(a.ipv6, b.ipv6, keep));
}

export function overlaps(a: AddressSet, b: AddressSet): boolean {
  const both = intersect(a, b);
  return !isEmpty(both, 'ipv4') || !isEmpty(both, 'ipv6');
}

export function isEmpty(set: AddressSet, family: Family): boolean {
  return set[family].length === 0;
}

/** How many addresses of the family are in the set; 2^128 for `::/0`. */
export function count(set: AddressSet, family: Family): bigint {
  if (family === 'ipv6')
    return set.ipv6.reduce((sum, edge, i) => (i % 2 === 1 ? sum + edge : sum - edge), 0n);
  return BigInt(set.ipv4.reduce((sum, edge, i) => (i % 2 === 1 ? sum + edge : sum - edge), 0));
}

/** Its lowest address of the family; `undefined` where it has none. */
export function firstOf(set: AddressSet, family: Family): Address | undefined {
  if (family === 'ipv4') {
    const [value] = set.ipv4;
    return value === undefined ? undefined : { family, value };
  }
  const [value] = set.ipv6;
  return value === undefined ? undefined : { family, value };
}

export function contains(set: AddressSet, address: Address): boolean {
  const before = address.family === 'ipv4' ? rank(set.ipv4, address.value) : rank(set.ipv6, address.value);
  return before % 2 === 1;
}

/** Whether the set holds at least one address of the range. */
export function touches(set: AddressSet, range: AddressRange): boolean {
  return range.family === 'ipv4'
    ? meets(set.ipv4, range.first, range.last)
    : meets(set.ipv6, range.first, range.last);
}
