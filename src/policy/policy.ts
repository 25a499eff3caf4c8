import type { AddressSet } from '../net/address-set.js';
import type { Count, Milliseconds, PortRange, Rate } from '../net/units.js';
import type { Method } from '../sip/method.js';
import type { Signature } from '../sip/signature.js';
import type { LocatedEntries } from './located-entries.js';
import type { PolicyPath } from './path.js';
import type { PolicyTest } from './policy-test.js';
import type { Vos3000 } from './vos3000.js';

/** A policy that has been validated, with every default filled in and one profile, if any, laid over it. */
export interface Policy {
  readonly name: string;
  /** SHA-256 in lower-case hex over every file that was read and the profile's name; see `digest.ts`. */
  readonly digest: string;
  readonly profile: string | undefined;
  readonly target: Target;
  readonly trusted: Sources;
  readonly blocked: Sources;
  readonly services: readonly Service[];
  readonly otherwise: 'deny' | 'leave';
  readonly sip: Sip;
  readonly signatures: readonly SignatureUse[];
  readonly conntrack: Conntrack;
  readonly logging: Logging | undefined;
  /** Every group of `addresses`, used or not. */
  readonly groups: ReadonlyMap<string, Sources>;
  /** Entries that carry a last day, in the order of the policy. */
  readonly dated: readonly DatedEntry[];
  /** How long the chosen profile lasts once it is taken into use. */
  readonly expires: Milliseconds | undefined;
  readonly vos3000: Vos3000 | undefined;
  readonly tests: readonly PolicyTest[];
}

/** Addresses as a policy names them: groups, literals and files, already merged. */
export interface Sources {
  readonly set: AddressSet;
  /** What the set was made of, for messages that name places. */
  readonly entries: LocatedEntries;
  readonly path: PolicyPath;
}

export interface DatedEntry {
  readonly address: string;
  /** `2027-01-31`, a day of the calendar; compared as text. */
  readonly until: string;
  readonly reason: string;
  readonly path: PolicyPath;
}

export type BackendName = 'iptables' | 'nftables';

export interface Target {
  readonly platform: PlatformWish;
  readonly backends: readonly BackendName[];
}

/** A row's name as written, or versions that the user states. */
export type PlatformWish =
  | { readonly kind: 'named'; readonly name: string }
  | {
      readonly kind: 'versions';
      readonly iptables: string | undefined;
      readonly ipset: string | undefined;
      readonly nft: string | undefined;
      readonly kernel: string | undefined;
    };

export interface Service {
  readonly name: string;
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  /** `undefined`: open to everybody. */
  readonly from: Sources | undefined;
  readonly path: PolicyPath;
}

export interface Sip {
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  readonly encrypted: { readonly udp: readonly PortRange[]; readonly tcp: readonly PortRange[] };
  readonly known: Known;
  readonly strangers: Strangers | 'deny';
  readonly bans: Bans;
  readonly sizes: Sizes;
}

/** The lane of sources that the switch has answered; only its limits are used so far, for sources in `called`. */
export interface Known {
  readonly remember: Milliseconds;
  readonly limits: Limits;
}

/** The keys of a `limits` map. `all` counts every packet beside its own entry; `other` is what is not named. */
export type LimitKey = Method | 'unrecognised' | 'keepalive' | 'other' | 'all';
export type Limits = ReadonlyMap<LimitKey, Limit>;

export type LimitScope = 'source' | 'destination' | 'both';
export type Limit =
  | { readonly kind: 'allow'; readonly path: PolicyPath }
  | { readonly kind: 'drop'; readonly path: PolicyPath }
  | RateLimit
  | WindowLimit;

/** A token bucket for each source (or destination, or pair). */
export interface RateLimit {
  readonly kind: 'rate';
  readonly rate: Rate;
  readonly burst: Count;
  readonly per: LimitScope;
  /** Set only where the user wrote one; otherwise it follows from the rate and the burst. */
  readonly expire: Milliseconds | undefined;
  readonly path: PolicyPath;
}

/** At most `count` packets in `span`: the published "recent" limit. */
export interface WindowLimit {
  readonly kind: 'window';
  readonly count: Count;
  readonly span: Milliseconds;
  readonly engine: 'bucket' | 'recent';
  readonly per: LimitScope;
  readonly path: PolicyPath;
}

export interface Strangers {
  /** For each source; the defaults of `semantics` are already in it. */
  readonly limits: Limits;
  readonly perSubnet: Limits;
  readonly together: Limits;
  readonly connections: Connections;
  /** Bytes of the SIP message in a UDP datagram, that is without the UDP header. `other` and `all` are allowed keys. */
  readonly maxSize: ReadonlyMap<LimitKey, { readonly bytes: number; readonly path: PolicyPath }>;
}

export interface Connections {
  readonly udp: OpenLimit | undefined;
  readonly tcp: OpenLimit | undefined;
  readonly perSubnet: OpenLimit | undefined;
  readonly answer: 'drop' | 'reject';
}

/** How many may be open at once, by conntrack. */
export interface OpenLimit {
  readonly most: Count;
  readonly path: PolicyPath;
}

export interface Bans {
  readonly signature: { readonly time: Milliseconds; readonly path: PolicyPath } | undefined;
  readonly flood: RateBan | undefined;
  /** 401 and 407 answers; needs the learning of a later version. */
  readonly challenged: RateBan | undefined;
  /** 403 and 404 answers; needs the learning of a later version. */
  readonly refused: RateBan | undefined;
}

export interface RateBan {
  readonly rate: Rate;
  readonly burst: Count;
  readonly time: Milliseconds;
  readonly path: PolicyPath;
}

/** Entries that the kernel's tables may hold, for each family. */
export interface Sizes {
  readonly sources: Count;
  readonly subnets: Count;
  readonly banned: Count;
  readonly called: Count;
}

/** A signature in use and the place in the policy that asked for it. */
export interface SignatureUse {
  readonly signature: Signature;
  readonly path: PolicyPath;
}

export interface Conntrack {
  readonly max: Count;
  readonly buckets: Count | 'auto';
  readonly udpTimeout: Milliseconds;
  readonly udpTimeoutStream: Milliseconds;
  readonly tcpTimeoutEstablished: Milliseconds;
  readonly sip: 'tracked' | 'untracked';
}

export interface Logging {
  readonly rate: Rate;
  readonly burst: Count;
  readonly prefix: string;
  readonly path: PolicyPath;
}
