import type { Address } from './address.js';
import type { AddressSet } from './address-set.js';

/** Sources one after the other: `first` is an address of the first, the others begin where their /64 does. */
interface Span {
  readonly family: Address['family'];
  readonly first: bigint;
  readonly sources: bigint;
}

const source64 = 64n;

/** How many sources are in the set: IPv4 addresses and IPv6 /64s, a /64 of which only a part is in it included. */
export const countSources = (set: AddressSet): bigint =>
  spansOf(set).reduce((sum, { sources }) => sum + sources, 0n);

/**
 * An address of each source in the set, or of so many of them, spread evenly over it, IPv4 first: the sources of a botnet
 * are neighbours as rarely as the set allows. At most all of them.
 */
export function* sourcesOf(set: AddressSet, wanted?: number): Generator<Address> {
  const spans = spansOf(set);
  const total = countSources(set);
  const count = wanted === undefined || BigInt(wanted) > total ? total : BigInt(wanted);
  let before = 0n;
  let index = 0n;
  for (const span of spans) {
    for (; index < count; index++) {
      const position = (index * total) / count - before;
      if (position >= span.sources) break;
      yield addressAt(span, position);
    }
    before += span.sources;
  }
}

function addressAt({ family, first }: Span, position: bigint): Address {
  if (family === 'ipv4') return { family, value: Number(first + position) };
  const value = position === 0n ? first : ((first >> source64) + position) << source64;
  return { family, value };
}

function spansOf({ ipv4, ipv6 }: AddressSet): readonly Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < ipv4.length; i += 2) {
    const [first, end] = [ipv4[i] as number, ipv4[i + 1] as number];
    spans.push({ family: 'ipv4', first: BigInt(first), sources: BigInt(end - first) });
  }
  let counted = -1n;
  for (let i = 0; i < ipv6.length; i += 2) {
    const [start, end] = [ipv6[i] as bigint, ipv6[i + 1] as bigint];
    const first = start >> source64 === counted ? (counted + 1n) << source64 : start;
    counted = (end - 1n) >> source64;
    const sources = counted - (first >> source64) + 1n;
    if (sources > 0n) spans.push({ family: 'ipv6', first, sources });
  }
  return spans;
}
