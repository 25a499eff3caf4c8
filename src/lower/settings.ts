import { type Count, seconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Conntrack, Policy } from '../policy/policy.js';
import type { KeptOut, WishedParameter, WishedSettings } from '../ruleset/settings.js';

/** What incomplete datagrams may take in each of the three places; the kernel's own value has been 4 MiB since Linux 3.9. */
const REASSEMBLY_BYTES = 64 * 2 ** 20;
/**
 * Fragments of one message follow each other within milliseconds, and SIP repeats what is lost after 0.5 s (RFC 3261, T1). The
 * kernel's own 30 s (IPv4) and 60 s (IPv6) are how long a forged fragment occupies its place.
 */
const REASSEMBLY_SECONDS = 5;

interface Reassembler {
  readonly what: string;
  readonly high: string;
  readonly low: string;
  readonly time: string;
}

const reassemblers: readonly Reassembler[] = [
  {
    what: 'IPv4, also where conntrack puts fragments together',
    high: 'net.ipv4.ipfrag_high_thresh',
    low: 'net.ipv4.ipfrag_low_thresh',
    time: 'net.ipv4.ipfrag_time',
  },
  {
    what: 'IPv6, conntrack: where the rules have it put fragments together, before they read them',
    high: 'net.netfilter.nf_conntrack_frag6_high_thresh',
    low: 'net.netfilter.nf_conntrack_frag6_low_thresh',
    time: 'net.netfilter.nf_conntrack_frag6_timeout',
  },
  {
    what: 'IPv6, the host itself: what no conntrack has put together',
    high: 'net.ipv6.ip6frag_high_thresh',
    low: 'net.ipv6.ip6frag_low_thresh',
    time: 'net.ipv6.ip6frag_time',
  },
];

/**
 * An INVITE above 1,500 bytes comes in fragments, and whoever fills this memory with fragments that never become whole takes
 * every such INVITE away. Linux 4.17 made the lower threshold obsolete: a full memory takes no new datagram until some run
 * out. Before, the oldest were thrown out down to it. It is written after the higher: 3.17 to 4.16 refuse one above that. In a
 * network namespace all keys count for it alone; from 3.17 to 4.16 it may not be above the host's own.
 */
const reassembly: readonly WishedParameter[] = reassemblers.flatMap(({ what, high, low, time }) => [
  {
    key: high,
    value: REASSEMBLY_BYTES,
    reason: [
      `Fragments, ${what}.`,
      'Bytes that datagrams may take which are not whole yet. A few thousand forged fragments fill the usual 4 MiB, and',
      'then no large INVITE arrives, not from a trusted carrier either. It is taken only while they come.',
    ],
    origin: undefined,
  },
  {
    key: low,
    value: (REASSEMBLY_BYTES / 4) * 3,
    reason: ['When it is full, the oldest are thrown out down to this.'],
    origin: undefined,
    idleFrom: '4.17',
  },
  {
    key: time,
    value: REASSEMBLY_SECONDS,
    reason: ['Seconds until a datagram that is not whole is given up. SIP has repeated it ten times sooner.'],
    origin: undefined,
  },
]);

/** Linux 4.7 made 0 the default, 3.5 brought the key and 6.0 removed it: `sysctl -p` fails on one that is missing. */
const helper: WishedParameter = {
  key: 'net.netfilter.nf_conntrack_helper',
  value: 0,
  reason: [
    'No helper by port number: the SIP helper rewrites messages and opens ports that a stranger names.',
  ],
  origin: undefined,
  since: '3.5',
  goneFrom: '6.0',
};

const sipHelper: KeptOut = {
  modules: ['nf_conntrack_sip', 'nf_nat_sip'],
  reason: [
    'The SIP helper rewrites messages and opens ports that a stranger names. The switch handles NAT itself.',
  ],
};

/** What a policy asks of the host beside its rules. Keys of netfilter/nf_conntrack-sysctl.rst and ip-sysctl.rst; each once. */
export function lowerSettings({
  name,
  digest,
  conntrack,
}: Pick<Policy, 'name' | 'digest' | 'conntrack'>): WishedSettings {
  return {
    name,
    digest,
    parameters: [...connectionTable(conntrack), ...timeouts(conntrack), helper, ...reassembly],
    buckets: bucketsOf(conntrack),
    keptOut: sipHelper,
  };
}

/** Flows for each bucket when the table is full: what nf_conntrack-sysctl.rst gave as the default for years. */
const LOAD = 4;

const bucketsOf = ({ max, buckets }: Conntrack): Count =>
  buckets === 'auto' ? (Math.ceil(max / LOAD) as Count) : buckets;

const at = (key: string): PolicyPath => ['conntrack', key];

function connectionTable(conntrack: Conntrack): readonly WishedParameter[] {
  return [
    {
      key: 'net.netfilter.nf_conntrack_max',
      value: conntrack.max,
      reason: [
        'Flows that may be tracked at once. When the table is full of answered flows, the kernel drops every new one, calls included.',
      ],
      origin: at('max'),
    },
    {
      key: 'net.netfilter.nf_conntrack_buckets',
      value: bucketsOf(conntrack),
      reason: [
        'Hash buckets. They do not grow with the maximum; too few make each lookup walk a long chain.',
      ],
      origin: at('buckets'),
      // Before, the key could be read only, and `sysctl -p` fails on it: modprobe.conf alone sets it there.
      since: '4.7',
    },
  ];
}

function timeouts(conntrack: Conntrack): readonly WishedParameter[] {
  return [
    {
      key: 'net.netfilter.nf_conntrack_udp_timeout',
      value: seconds(conntrack.udpTimeout),
      reason: [
        'Seconds that a UDP flow without an answer is kept. Under a flood, most of the table is such flows.',
      ],
      origin: at('udp_timeout'),
    },
    {
      key: 'net.netfilter.nf_conntrack_udp_timeout_stream',
      value: seconds(conntrack.udpTimeoutStream),
      reason: ['Seconds that an answered UDP flow is kept after its last packet.'],
      origin: at('udp_timeout_stream'),
    },
    {
      key: 'net.netfilter.nf_conntrack_tcp_timeout_established',
      value: seconds(conntrack.tcpTimeoutEstablished),
      reason: ['Seconds that a silent TCP connection is kept. The default of five days keeps dead ones.'],
      origin: at('tcp_timeout_established'),
    },
  ];
}
