import type { BackendName } from '../policy/policy.js';
import type { Shortcut } from '../ruleset/ruleset.js';
import { atLeast, type Era, eraOf, type Platform } from './platform.js';

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
  /** Tells a segment with one byte of data from one without: u32 reads four bytes or nothing, so one of three bytes would be none. */
  readonly singleBytes: boolean;
  /** Counts bytes. */
  readonly bytes: boolean;
  /** Counts them in chunks, and keeps a rate as a fraction (xt_hashlimit). */
  readonly byteChunks: boolean;
  /** Tells whether an IPv6 packet is for this host before it is routed. */
  readonly localIpv6: boolean;
  /** Tells whether a packet came in by the device to which the host would send what is for its source. */
  readonly wayBack: boolean;
  /** Follows IPv6 extension headers when it reads a payload. */
  readonly extensionHeaders: boolean;
  /** A time for each entry that a rule adds, or one for the whole set. */
  readonly setTimes: 'rule' | 'set';
  /** How one entry that every packet finds is kept for a time: in a set, in a list of xt_recent, or not at all. */
  readonly alarm: 'set' | 'recent' | 'no';
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
  /** One network of a set of networks can be changed without reading all of them. */
  readonly changesNetworks: boolean;
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

type ByEra = Pick<
  Capabilities,
  | 'hours'
  | 'setTimes'
  | 'ipv6Sets'
  | 'window'
  | 'alarm'
  | 'rateScale'
  | 'burst'
  | 'bytes'
  | 'localIpv6'
  | 'wayBack'
>;

/** What the old ones lack; measured with both (docs/papers/old-iptables.md, its row in brackets) unless another source is named. */
const eras: Readonly<Record<Era, ByEra>> = {
  '1.4.7': {
    hours: false, // xt_time of the kernel's own time zone where nothing is said
    setTimes: 'set', // `-j SET --timeout` is an unknown option [4]
    ipv6Sets: false, // libipt_set only: ip6tables has neither match nor target [3, 4]
    window: { most: 20, ipv6: false }, // no --mask, so an IPv6 source would be one address of its /64 [9]
    alarm: 'no', // the same: without --mask each source would have an alarm of its own
    rateScale: 10_000, // XT_HASHLIMIT_SCALE of revision 1 [5]
    burst: 10_000, // "--hashlimit-burst ... 10001" is refused [5]
    bytes: false, // `5kb/s` is taken for 5/sec without a word [5]
    localIpv6: false, // IPv6 in xt_addrtype: Linux 2.6.39
    wayBack: false, // xt_rpfilter: Linux 3.3, iptables 1.4.13
  },
  '1.4.21': {
    hours: true,
    setTimes: 'rule',
    ipv6Sets: true,
    window: { most: 20, ipv6: true }, // ip_pkt_list_tot: kernels before 4.0 refuse more at COMMIT [9]
    alarm: 'recent',
    rateScale: 10_000,
    burst: 10_000,
    bytes: true,
    localIpv6: true,
    wayBack: true,
  },
  '1.8': {
    hours: true,
    setTimes: 'rule',
    ipv6Sets: true,
    window: { most: Number.POSITIVE_INFINITY, ipv6: true },
    alarm: 'recent',
    rateScale: 1_000_000, // XT_HASHLIMIT_SCALE_v2, revision 2 and later: Linux 4.9, iptables 1.6.1
    burst: 1_000_000, // XT_HASHLIMIT_BURST_MAX
    bytes: true,
    localIpv6: true,
    wayBack: true,
  },
};

/** Tried with 1.8 only, as iptables-nft and as iptables-legacy. */
const companionFrom = '1.8.0';

/** What can be said in the chain that searches for nftables; `undefined` where the host's iptables is too old for it. */
export function companionOf(platform: Platform): Capabilities | undefined {
  if (!atLeast(platform.iptables, companionFrom)) return undefined;
  return { ...capabilitiesOf.iptables(platform), backend: 'nftables' };
}

/** What each backend can express on a platform. */
export const capabilitiesOf: Readonly<Record<BackendName, (platform: Platform) => Capabilities>> = {
  iptables: (platform) => ({
    backend: 'iptables',
    families: 'one',
    portsPerMatch: 15, // XT_MULTI_PORTS; a range takes two of them
    chainName: { prefix: 'VG-', length: 28 }, // iptables 1.4.21 to 1.8.9: "must be under 29 chars"
    setName: { prefix: 'vg-', length: 27 }, // IPSET_MAXNAMELEN 32 with its NUL, less `-new` while a set is replaced
    meterName: { prefix: 'vg-', length: 15 }, // longer --hashlimit-name is cut without a word
    logPrefix: 29, // xt_LOG: 30 bytes with its NUL
    classify: 'rules',
    contains: true,
    tcpPayload: true,
    singleBytes: false,
    byteChunks: true,
    extensionHeaders: false,
    ...eras[eraOf(platform)],
    shortcuts: 'order', // ipsets outlive a load, and their entries have no buckets
    ingress: false,
    changesNetworks: true, // `ipset add`
    forgets: true, // `-j SET --del-set`
    refill: false, // xt_hashlimit: entries go by themselves, or all at once through /proc
    listsMasks: true, // no such rule: a set of ipset knows its prefix
    notes: platform.reads === 'bpf' ? 'no' : 'by-rule', // xt_recent; where Red Hat has removed xt_u32, nobody has tried it
    fullTable: 'closed', // xt_hashlimit drops what it cannot take into its table
  }),
  nftables: ({ nft, kernel }) => ({
    backend: 'nftables',
    families: 'both',
    portsPerMatch: Number.POSITIVE_INFINITY,
    chainName: { prefix: '', length: 127 }, // NFT_NAME_MAXLEN 256; 127 keeps listings readable
    setName: { prefix: '', length: 127 },
    meterName: { prefix: '', length: 127 },
    logPrefix: 127, // NF_LOG_PREFIXLEN 128 with its NUL
    classify: 'map',
    contains: false,
    tcpPayload: atLeast(kernel, '5.16') && atLeast(nft ?? '0', '1.0.1'), // @ih, the inner header
    singleBytes: atLeast(kernel, '5.16') && atLeast(nft ?? '0', '1.0.1'),
    bytes: true,
    byteChunks: false,
    localIpv6: true, // nft fib
    wayBack: true, // the same
    extensionHeaders: true,
    setTimes: 'rule',
    ipv6Sets: true,
    window: undefined,
    alarm: 'set',
    rateScale: undefined, // nanoseconds
    burst: undefined,
    shortcuts: atLeast(kernel, '5.10') ? 'bucket' : 'order', // limits in elements of sets that rules fill
    // NF_INET_INGRESS; names of devices in quotes (1.0.0 refuses them, 1.0.2 was run)
    ingress: atLeast(kernel, '5.10') && atLeast(nft ?? '0', '1.0.2'),
    hours: atLeast(kernel, '5.4') && atLeast(nft ?? '0', '1.0.0'), // NFT_META_TIME_HOUR; seconds as UTC: run with 1.0.6
    changesNetworks: false, // nft 1.0.6 lists a set of intervals before it adds to it: of a million, for more than ten minutes
    forgets: atLeast(kernel, '5.4'), // NFT_DYNSET_OP_DELETE; el8's 4.18.0-348 lacks it too
    refill: atLeast(kernel, '5.4'), // the same, on the set of a meter
    listsMasks: atLeast(nft ?? '0', '0.9.7'), // before: `@set/64` (nftables 7c9bef0c, seen with 0.9.3)
    notes: atLeast(nft ?? '0', '1.0') ? 'by-number' : 'no', // an address with a constant in a key; run with 1.0.6
    fullTable: 'as-asked',
  }),
};
