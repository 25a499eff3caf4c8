import { createHash } from 'node:crypto';
import type { AddressSet } from '../net/address-set.js';
import { cidrs } from '../net/cidrs.js';
import type { Ruleset, SetDeclaration, StaticSet } from '../ruleset/ruleset.js';

const AT_ONCE = 4096;

export interface Joined {
  readonly text: string;
  /** How many texts there were. */
  readonly count: number;
}

/**
 * Joins up to millions of short texts. A list of them all would take four times the room of the result, and so the
 * result is put together from texts of medium length, which V8 only copies when somebody reads it.
 */
export function joinMany(texts: Iterable<string>, separator: string): Joined {
  let joined = '';
  let count = 0;
  let waiting: string[] = [];
  for (const text of texts) {
    count++;
    if (waiting.push(text) < AT_ONCE) continue;
    joined += waiting.join(separator) + separator;
    waiting = [];
  }
  const text =
    waiting.length > 0 ? joined + waiting.join(separator) : joined.slice(0, joined.length - separator.length);
  return { text, count };
}

/**
 * A list of so many ranges takes long enough to load that an apply leaves it alone where it stands unchanged: a million
 * take six seconds with ipset and five with nft (6.18).
 */
const LEAST_RANGES = 10_000;

/** What a list holds, in short. */
export interface ListDigest {
  readonly entries: number;
  /** SHA-256 over the networks in their order, each with a newline. */
  readonly sha256: string;
}

export interface LongList extends ListDigest {
  /** As the backend calls it. */
  readonly name: string;
}

export function isLong(set: SetDeclaration): set is StaticSet & { readonly family: 'ipv4' | 'ipv6' } {
  return (
    set.kind === 'static' &&
    set.inline === undefined &&
    set.family !== 'any' &&
    set.addresses[set.family].length / 2 >= LEAST_RANGES
  );
}

/** The long lists of all rulesets. Both backends print the same networks of the same list, so each is summed once. */
export function longLists(rulesets: readonly Ruleset[]): readonly LongList[] {
  const known = new Map<AddressSet['ipv4' | 'ipv6'], ListDigest>();
  return rulesets
    .flatMap(({ sets }) => sets.filter(isLong))
    .map(({ name, family, addresses }) => {
      const digest = known.get(addresses[family]) ?? digestOf(cidrs(addresses, family));
      known.set(addresses[family], digest);
      return { name, ...digest };
    });
}

function digestOf(networks: Iterable<string>): ListDigest {
  const hash = createHash('sha256');
  let entries = 0;
  let waiting: string[] = [];
  const flush = () => {
    if (waiting.length > 0) hash.update(`${waiting.join('\n')}\n`);
    waiting = [];
  };
  for (const network of networks) {
    entries++;
    if (waiting.push(network) === AT_ONCE) flush();
  }
  flush();
  return { entries, sha256: hash.digest('hex') };
}
