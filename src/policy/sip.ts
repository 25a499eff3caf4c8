import type { Count, Milliseconds, PortRange, Rate } from '../net/units.js';
import type { WeekWindow } from '../net/week.js';
import type { Method } from '../sip/signature.js';
import type { PolicyPath } from './path.js';
import type { Sources } from './sources.js';

/** Parts of a week, in UTC, by the kernel's clock. */
export interface When {
  readonly windows: readonly WeekWindow[];
  /** The policy says of which zone the hours are. */
  readonly zoned: boolean;
  readonly path: PolicyPath;
}

/** A switch that is not on this host. */
export interface ElsewhereSwitch {
  /** As the packets that it receives and sends have it: behind DNAT the inner ones. */
  readonly address: Sources;
  /** Devices by which its own packets come in, a `*` at the end for any rest; none: the host's table of routes says. */
  readonly on: readonly string[];
  readonly path: PolicyPath;
}

export interface Sip {
  readonly udp: readonly PortRange[];
  readonly tcp: readonly PortRange[];
  /** Addresses of this host on which SIP is spoken; `undefined`: all. */
  readonly to: Sources | undefined;
  /** Where the switch is, if not on this host: what is forwarded to it and from it is judged, and this host has no port of SIP. */
  readonly at: ElsewhereSwitch | undefined;
  /** Strangers' requests must name one of them; none: nothing is asked. */
  readonly domains: { readonly names: readonly string[]; readonly path: PolicyPath };
  /** Devices by which it comes, a `*` at the end for any rest; none: all. */
  readonly on: readonly string[];
  readonly encrypted: { readonly udp: readonly PortRange[]; readonly tcp: readonly PortRange[] };
  readonly known: Known;
  /** How long the common caps only count, from the moment the rules are loaded; `undefined`: they hold at once. */
  readonly learn: { readonly time: Milliseconds; readonly path: PolicyPath } | undefined;
  readonly strangers: Strangers | 'deny';
  readonly bans: Bans;
  readonly sizes: Sizes;
  /** Bytes that all tables may take when they are full; the sizes that the policy does not write follow from it. */
  readonly memory: number | undefined;
}

/** The lane of sources whose REGISTER or INVITE the switch has answered with a 200. Its limits serve `called` sources too. */
export interface Known {
  readonly remember: Milliseconds;
  readonly limits: Limits;
  /** For each port of a known source: what one phone behind an office's address may send. */
  readonly perPort: Limits;
  /** Bytes of each source over TCP, where a packet is no message. */
  readonly bytes: { readonly tcp: ByteLimit | undefined };
}

/** The keys of a `limits` map. `all` counts every packet beside its own entry; `other` is what is not named. */
export type LimitKey = Method | 'unrecognised' | 'keepalive' | 'other' | 'all';
export type Limits = ReadonlyMap<LimitKey, Limit>;

export type LimitScope = 'source' | 'destination' | 'both';
export type Limit =
  | { readonly kind: 'allow'; readonly path: PolicyPath }
  | { readonly kind: 'drop'; readonly path: PolicyPath }
  /** OPTIONS of strangers only: the first of a source is dropped, later ones pass at a trickle and teach nothing. */
  | { readonly kind: 'greylist'; readonly path: PolicyPath }
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
  /** When it holds; always where nothing is said. */
  readonly when?: When;
  readonly path: PolicyPath;
}

/** At most `count` packets in `span`: the published "recent" limit. */
export interface WindowLimit {
  readonly kind: 'window';
  readonly count: Count;
  readonly span: Milliseconds;
  readonly engine: 'bucket' | 'recent';
  readonly per: LimitScope;
  /** When it holds; always where nothing is said. */
  readonly when?: When;
  readonly path: PolicyPath;
}

/** Bytes of whole IP packets: `perSecond` refills a bucket that holds `burst`. */
export interface ByteLimit {
  readonly perSecond: Count;
  readonly burst: Count;
  readonly path: PolicyPath;
}

/** A packet can carry several messages, so bytes are counted beside packets. */
export interface StrangersBytes {
  /** Datagrams of one source: bounds what a network card has merged. */
  readonly udp: ByteLimit | undefined;
  /** Segments of one source. */
  readonly tcp: ByteLimit | undefined;
  /** Of those, the ones that begin with OPTIONS or with nothing known: the rest of a message, or what hides behind one. */
  readonly stray: ByteLimit | undefined;
  /** Segments of all strangers at once. */
  readonly together: ByteLimit | undefined;
}

export interface Strangers {
  /** Whoever is outside is refused, whatever he sends. `undefined`: strangers come from anywhere. */
  readonly from: Sources | undefined;
  /** For each source; the defaults of `semantics` are already in it. */
  readonly limits: Limits;
  readonly perSubnet: Limits;
  readonly together: Limits;
  /** `fair`: by what a source has had already. `first-come`: whoever comes first. */
  readonly share: 'fair' | 'first-come';
  readonly bytes: StrangersBytes;
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

/** UDP flows and subnets: how many may be open at once, by conntrack. TCP: how many may be opened at once. */
export interface OpenLimit {
  readonly most: Count;
  readonly path: PolicyPath;
}

export interface Bans {
  readonly signature: { readonly time: Milliseconds; readonly path: PolicyPath } | undefined;
  readonly flood: RateBan | undefined;
  /** 401 and 407 answers to a stranger. */
  readonly challenged: RateBan | undefined;
  /** 403 and 404 answers to a stranger. */
  readonly refused: RateBan | undefined;
  /** Longer bans for those who come back. */
  readonly again: BanAgain | undefined;
}

/** Of a source that answers of the switch or a connection have banned before: what datagrams show can be forged, and makes no ban longer. */
export interface BanAgain {
  /** For the second ban, the third and so on; the last one for all that follow. */
  readonly times: readonly Milliseconds[];
  /** For how long a ban is remembered, from its beginning. */
  readonly within: Milliseconds;
  readonly path: PolicyPath;
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
  readonly known: Count;
  /** Strangers whose REGISTER, INVITE or other request may still be answered: three sets of this size. */
  readonly asked: Count;
}

export type TableName = keyof Sizes;
