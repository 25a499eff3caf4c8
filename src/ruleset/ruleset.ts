import type { Family } from '../net/address.js';
import type { AddressSet } from '../net/address-set.js';
import type { Count, Milliseconds, Rate } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Action } from './action.js';
import type { ChainId, MeterId, RuleId, SetId, TableId } from './ids.js';
import type { Match, Side } from './match.js';

export type * from './action.js';

/**
 * The one intermediate form: what `lower` writes, `legalize` adapts and `emit` prints. Immutable.
 * Names are symbolic until `legalize` gives each thing the name that the backend will see.
 */
export interface Ruleset {
  readonly name: string;
  readonly digest: string;
  readonly sets: readonly SetDeclaration[];
  readonly meters: readonly Meter[];
  readonly tables: readonly ConnectionTable[];
  readonly chains: readonly Chain[];
  /** Where a packet goes whose payload a backend cannot read; without it, nowhere. */
  readonly unreadable?: ChainId;
  /** Where `ingress` is. */
  readonly devices: readonly string[];
}

/** `any`: both families; `legalize` splits it where a backend needs one set or rule for each. */
export type RuleFamily = Family | 'any';

export type SetDeclaration = StaticSet | FetchedSet | LearnedSet | ClockSet | NotedSet;

/** Networks that the policy lists. */
export interface StaticSet {
  readonly kind: 'static';
  readonly id: SetId;
  readonly name: string;
  readonly family: RuleFamily;
  readonly addresses: AddressSet;
  /** Each network is written into the rules themselves, where the backend has no sets for the family. */
  readonly inline?: true;
  readonly origin: PolicyPath;
}

/** Networks that the host of the rules fetches by itself while they run. Empty when the rules are written. */
export interface FetchedSet {
  readonly kind: 'fetched';
  readonly id: SetId;
  /** Single addresses alone: a hash, of which each backend changes an entry without reading the others. */
  readonly hosts: boolean;
  readonly name: string;
  readonly family: RuleFamily;
  readonly origin: PolicyPath;
}

export type Holding =
  | 'known'
  | 'registered'
  | 'called'
  | 'calling'
  | 'asked'
  | 'ringing'
  | 'taint'
  | 'qualifying'
  | 'ended'
  | 'served'
  | 'guessing'
  | 'greeted'
  | 'tried'
  | 'opened'
  /** Whom the limit of a service counts. */
  | 'counted'
  /** Connections to a service, by address and port, that are being made, and that have been counted. */
  | 'asking'
  | 'begun'
  | 'banned'
  | 'paroled'
  | 'proven'
  /** Banned by hand, a whole subnet. */
  | 'subnets'
  /** Banned before, by answers or by what a connection showed: so many times, at least. */
  | 'returned'
  /** So many packets are refused that the stricter limits hold, and since when they do. */
  | 'alarm'
  | 'alarmed';

/** Sources that rules add while they run: IPv4 addresses and IPv6 /64s. Full: nothing is added and the rule goes on. */
export interface LearnedSet {
  readonly kind: 'learned';
  readonly id: SetId;
  readonly name: string;
  readonly family: RuleFamily;
  /** What is learned, whatever a backend calls the set and however it splits the families. */
  readonly holds: Holding;
  readonly timeout: Milliseconds;
  readonly size: Count;
  /** `port`: an entry is a source's address, all of it, with one of its ports. `subnet`: a /24 or /48. `all`: one entry, which every packet finds. */
  readonly key: 'source' | 'port' | 'subnet' | 'all';
  /** Of `all`: kept as a list of xt_recent, where the backend has no set with such a key. Written by `legalize` only. */
  readonly recent?: true;
  /** Each entry has a bucket of its own, and a lookup finds the entry only when that is empty. For shortcuts alone. */
  readonly spares?: { readonly rate: Rate; readonly burst: Count };
  readonly origin: PolicyPath;
}

/** Holds every address from the moment it is loaded and for so long, then none: a span of time that the kernel measures. */
export interface ClockSet {
  readonly kind: 'clock';
  readonly id: SetId;
  readonly name: string;
  readonly family: RuleFamily;
  readonly lasts: Milliseconds;
  readonly origin: PolicyPath;
}

/**
 * Whom rules have refused, and which: an address with the number of a rule, and how many packets. Full: nothing is added. Written by
 * `legalize` only, for a backend whose sets take both.
 */
export interface NotedSet {
  readonly kind: 'noted';
  readonly id: SetId;
  readonly name: string;
  readonly family: RuleFamily;
  readonly timeout: Milliseconds;
  readonly size: Count;
  readonly origin: PolicyPath;
}

/** What shares a bucket: an IPv4 address or IPv6 /64; it and its port (`port`); a /24 or /48 (`subnet`); or all packets at once. */
export type MeterKey = 'source' | 'port' | 'destination' | 'both' | 'subnet' | 'all';

export type Algorithm =
  | { readonly kind: 'bucket'; readonly rate: Rate; readonly burst: Count }
  /** Counts the bytes of whole IP packets. A packet that is larger than what is left is refused. */
  | { readonly kind: 'bytes'; readonly perSecond: Count; readonly burst: Count }
  /** At most `count` passed packets in any `span`. */
  | { readonly kind: 'window'; readonly count: Count; readonly span: Milliseconds };

export interface Meter {
  readonly id: MeterId;
  readonly name: string;
  readonly family: RuleFamily;
  readonly key: MeterKey;
  readonly algorithm: Algorithm;
  /** `over` matches the packets that the algorithm refuses, `within` those that it lets pass. */
  readonly sense: 'over' | 'within';
  /** How long an idle entry is kept: never shorter than the bucket needs to refill, or it would refill for nothing. */
  readonly expire: Milliseconds;
  /** Entries; 1 where the key is `all`. */
  readonly size: Count;
  /**
   * What happens to a source that finds the table full: `open` only where a common cap follows, `either` where
   * what follows refuses it anyway.
   */
  readonly whenFull: 'open' | 'closed' | 'either';
  readonly origin: PolicyPath;
}

/** Open connections, counted by conntrack. */
export interface ConnectionTable {
  readonly id: TableId;
  readonly name: string;
  readonly family: RuleFamily;
  readonly key: 'source' | 'subnet';
  readonly most: Count;
  readonly size: Count;
  readonly origin: PolicyPath;
}

/**
 * Where the kernel calls a chain: before conntrack (raw) on the way in and out, and at filter for what is for this host.
 * `searched`: on the way in, when iptables' raw table has had the packet. `ingress`: at the devices that the ruleset names,
 * before fragments are put together. What the host forwards comes to `passing` (mangle) and `forward` (filter), behind conntrack and with the
 * addresses of those who talk, whatever was translated on the way in; `passed`: between them, when iptables' mangle table has had the packet.
 */
export type Hook =
  | 'ingress'
  | 'prerouting'
  | 'searched'
  | 'output'
  | 'input'
  | 'passing'
  | 'passed'
  | 'forward';

export interface Chain {
  readonly id: ChainId;
  readonly name: string;
  readonly hook: Hook | undefined;
  readonly rules: readonly Rule[];
}

/**
 * What a shortcut relies on. `bucket`: on sets that hold nobody whom later rules spare, from the load on, and on entries with a bucket of their own.
 * A backend whose sets outlive a load leaves it out: who is trusted from now on may still be in them. `order`: on sets from which the
 * rules take whomever they spare; the trusted have left before. For a backend without the other.
 */
export type Shortcut = 'bucket' | 'order';

export interface Rule {
  readonly id: RuleId;
  readonly family: RuleFamily;
  readonly matches: readonly Match[];
  readonly action: Action;
  readonly origin: PolicyPath;
  /** Says nothing that later rules would not say, only sooner. */
  readonly shortcut?: Shortcut;
  /** Shortcuts of this kind have asked the same of every packet that comes here: where they stand, this rule does not. */
  readonly askedBy?: Shortcut;
  /** Whose address is written down, with this rule, when it is met: the rule refuses, bans, or says that it would. */
  readonly noted?: Side;
}
