import { atLeast } from '../../platform/version.js';
import type { Kernel, Setting } from './setting.js';

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
 * out. Before, the oldest were thrown out down to it. It is written last: 3.17 to 4.16 refuse one above the higher. In a
 * network namespace all keys count for it alone; from 3.17 to 4.16 it may not be above the host's own.
 */
export function reassembly({ kernel }: Pick<Kernel, 'kernel'>): readonly Setting[] {
  const evicts = !atLeast(kernel, '4.17');
  return reassemblers.flatMap(({ what, high, low, time }) => [
    {
      key: high,
      value: REASSEMBLY_BYTES,
      reason: [
        `Fragments, ${what}.`,
        'Bytes that datagrams may take which are not whole yet. A few thousand forged fragments fill the usual 4 MiB, and',
        'then no large INVITE arrives, not from a trusted carrier either. It is taken only while they come.',
      ],
    },
    ...(evicts
      ? [
          {
            key: low,
            value: (REASSEMBLY_BYTES / 4) * 3,
            reason: ['When it is full, the oldest are thrown out down to this.'],
          },
        ]
      : []),
    {
      key: time,
      value: REASSEMBLY_SECONDS,
      reason: [
        'Seconds until a datagram that is not whole is given up. SIP has repeated it ten times sooner.',
      ],
    },
  ]);
}
