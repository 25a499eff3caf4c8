import type { BackendName } from '../policy/policy.js';
import type { Shortcut } from '../ruleset/ruleset.js';

/** What a backend can express on a platform. `legalize` reads nothing else about a backend. */
export interface Capabilities {
  readonly backend: BackendName;
  /** `both`: one ruleset for IPv4 and IPv6; `one`: a ruleset for each family. */
  readonly families: 'both' | 'one';
  /** Entries of one port match; a range counts two. */
  readonly portsPerMatch: number;
  readonly chainName: { readonly prefix: string; readonly length: number };
  readonly setName: { readonly prefix: string; readonly length: number };
  readonly meterName: { readonly prefix: string; readonly length: number };
  readonly logPrefix: number;
  /** `map`: one lookup over four bytes, where it is asked for; `rules`: one comparison after the other. */
  readonly classify: 'map' | 'rules';
  /** Finds text at any place of a packet. */
  readonly contains: boolean;
  /** Reads the payload of TCP segments whatever their options; otherwise behind headers of the usual lengths. */
  readonly tcpPayload: boolean;
  /** Counts bytes. */
  readonly bytes: boolean;
  /** Counts them in chunks, and keeps a rate as a fraction (xt_hashlimit). */
  readonly byteChunks: boolean;
  /** Tells whether an IPv6 packet is for this host before it is routed. */
  readonly localIpv6: boolean;
  /** Follows IPv6 extension headers when it reads a payload. */
  readonly extensionHeaders: boolean;
  /** A time for each entry that a rule adds, or one for the whole set. */
  readonly setTimes: 'rule' | 'set';
  /** Rules of IPv6 can look into sets and add to them. */
  readonly ipv6Sets: boolean;
  /** Keeps time stamps of single packets (xt_recent): at most so many, and for IPv6 by /64 or not at all. */
  readonly window: { readonly most: number; readonly ipv6: boolean } | undefined;
  /** Packets a second are stored as this number divided by the rate, an integer; `undefined`: exact. */
  readonly rateScale: number | undefined;
  /** The deepest bucket; `undefined`: what the language allows. */
  readonly burst: number | undefined;
  /** `bucket`: loading begins with empty sets, and an entry of a set can have a bucket of its own that a lookup charges. */
  readonly shortcuts: Shortcut;
  /** Rules at a network device that ask the sets of the others. */
  readonly ingress: boolean;
  /** A rule can ask for the hour and the day of the week, in UTC. */
  readonly hours: boolean;
  /** A rule can take an address out of a set. */
  readonly forgets: boolean;
  /** A rule can make the bucket of one address full again. */
  readonly refill: boolean;
  /** The host's tool reads its own listing of a set that is asked for a part of an address. */
  readonly listsMasks: boolean;
  /** Writes down whom a rule refuses: in the rule itself, by a number that the packet carries to a set, or not at all. */
  readonly notes: 'by-rule' | 'by-number' | 'no';
  /** What a per-source table does with new sources when it is full, whatever is asked. */
  readonly fullTable: 'as-asked' | 'closed';
}
