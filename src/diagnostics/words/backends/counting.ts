import { entry } from '../entry.js';

interface At {
  readonly backend: string;
}

/** VG4xx, limits and tables. */
export const countingWords = {
  VG414: entry<At & { meter: string }>({
    severity: 'note',
    title: 'a window that became a bucket',
    what: ({ backend, meter }) =>
      `${backend} counts the window of "${meter}" with a bucket that refills over the same time.`,
    why: 'It keeps no time stamps of single packets, or (on old hosts) only 20 of each source. In the worst case a bucket lets twice the number through in one window, never more over a longer time.',
    instead: () => 'Use a rate and a burst, which every backend counts alike.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [nftables] }\nsip: { strangers: { limits: { all: { window: 20 in 60s, engine: recent } } } }\n',
      right:
        'vosguard: 1\ntarget: { backends: [nftables] }\nsip: { strangers: { limits: { all: 20/min burst 20 } } }\n',
    },
  }),
  VG415: entry<At & { meters: string }>({
    severity: 'note',
    title: 'a cap that each family has for itself',
    what: ({ backend, meters }) =>
      `${backend} counts ${meters} separately for IPv4 and IPv6: both together can pass twice the limit.`,
    why: 'Its rules for the two families share no tables, so both together may pass up to twice the cap.',
    instead: () =>
      'Halve the cap if both families are in heavy use. A host that has nftables counts both in one bucket.',
    example: {
      wrong: 'vosguard: 1\ntarget: { backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG417: entry<At & { meter: string; from: string; to: string }>({
    severity: 'note',
    title: 'a rate that was rounded down',
    what: ({ backend, meter, from, to }) => `${backend} limits "${meter}" to ${to} instead of ${from}.`,
    why: 'The kernel stores high rates as an integer fraction and would let more through than was asked.',
    instead: ({ to }) => `Write ${to} to have the same on every backend.`,
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [iptables] }\nsip: { strangers: { together: { other: 30000/s burst 40000 } } }\n',
      right:
        'vosguard: 1\ntarget: { backends: [iptables] }\nsip: { strangers: { together: { other: 25000/s burst 40000 } } }\n',
    },
  }),
  VG421: entry<At & { meter: string; from: number; to: number }>({
    severity: 'note',
    title: 'a burst that was lowered',
    what: ({ backend, meter, from, to }) =>
      `${backend} gives "${meter}" a burst of ${to} instead of ${from}.`,
    why: 'hashlimit takes no deeper bucket there, so the limit begins to refuse sooner than was asked.',
    instead: ({ to }) => `Write a burst of at most ${to} to have the same on every host.`,
    example: {
      wrong:
        'vosguard: 1\ntarget: { platform: centos7, backends: [iptables] }\nsip: { strangers: { together: { other: 5000/s burst 20000 } } }\n',
      right:
        'vosguard: 1\ntarget: { platform: centos7, backends: [iptables] }\nsip: { strangers: { together: { other: 5000/s burst 10000 } } }\n',
    },
  }),
  VG424: entry<At & { meters: string }>({
    severity: 'note',
    title: 'failed logins that are still counted after a successful one',
    what: ({ backend, meters }) =>
      `${backend} keeps the counts of refused logins (${meters}) after the source has registered.`,
    why: 'hashlimit takes no single source out of its table. The source is known from that 200 on, and a known one is neither counted nor banned; only one that becomes a stranger again within minutes meets what is left of its old count.',
    instead: () => 'Nothing is needed. nftables clears the count as well.',
    example: {
      wrong: 'vosguard: 1\ntarget: { backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG418: entry<At & { meters: string }>({
    severity: 'note',
    title: 'a full table refuses new sources',
    what: ({ backend, meters }) =>
      `${backend} drops packets from new sources while one of these tables is full: ${meters}.`,
    why: 'xt_hashlimit drops what it cannot count, even where a common cap would still hold it.',
    instead: () => 'Raise sip.sizes.sources if you expect more strangers at once than it says.',
    example: {
      wrong: 'vosguard: 1\ntarget: { backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG433: entry<At & { meters: string }>({
    severity: 'warning',
    title: 'packets that are counted instead of bytes',
    what: ({ backend, meters }) => `${backend} on this platform counts ${meters} in packets of 1,500 bytes.`,
    why: 'iptables 1.4.7 cannot count bytes. A segment may hold several requests, and what the network card has merged counts as one: a source gets several times as many requests through as the limit says.',
    instead: () =>
      'Leave out sip.ports.tcp where no customer uses TCP, or turn merging off on the device: ethtool -K DEVICE gro off lro off.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: centos6, backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: centos7, backends: [iptables] }\n',
    },
  }),
  VG438: entry<At>({
    severity: 'warning',
    title: 'who speaks for the switch behind this host is not told',
    what: ({ backend }) =>
      `${backend} on this platform takes every packet with the address of the switch for its own.`,
    why: 'xt_rpfilter is there from Linux 3.3 on. Who forges an answer of the switch to himself, from outside, becomes known by it where this host forwards such a packet.',
    instead: () =>
      'Name the devices by which the packets of the switch come in: "sip.at.on". Or see to it that net.ipv4.conf.all.rp_filter is 1.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { platform: centos6, backends: [iptables] }\nsip: { at: { address: 198.51.100.7 } }\n',
      right:
        'vosguard: 1\ntarget: { platform: centos6, backends: [iptables] }\nsip: { at: { address: 198.51.100.7, on: [eth1] } }\n',
    },
  }),
  VG434: entry<At>({
    severity: 'note',
    title: 'forwarded IPv6 packets are judged too',
    what: ({ backend }) =>
      `${backend} on this platform judges IPv6 packets that this host forwards like its own.`,
    why: 'To distinguish them takes Linux 2.6.39. Where this host routes IPv6 for phones or another switch, SIP on the same ports is limited on its way.',
    instead: () => 'Nothing is needed where the host forwards no IPv6.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: centos6, backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: centos7, backends: [iptables] }\n',
    },
  }),
} as const;
