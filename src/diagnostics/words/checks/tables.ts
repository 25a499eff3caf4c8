import { entry } from '../entry.js';

type Table = 'sources' | 'subnets' | 'banned' | 'called' | 'known' | 'asked';

const whenFull: { readonly [T in Table]: string } = {
  sources: 'new sources are not limited one by one, or (iptables) refused, customers among them',
  subnets: 'new subnets are not limited, or (iptables) refused',
  banned: 'nobody is banned any more',
  called: 'the answers of gateways that are called next are refused',
  known: 'customers are not learned any more',
  asked: 'a customer who registers then does not become known',
};

/** VG356 to VG358, VG397: tables and logs that a flood fills. */
export const tableWords = {
  VG356: entry<{ table: Table; size: number; least: number }>({
    severity: 'warning',
    title: 'a table that a botnet fills',
    what: ({ table, size }) =>
      `"sip.sizes.${table}" has room for ${size}; when it is full, ${whenFull[table]}.`,
    why: 'Botnets bring thousands of sources, and an attacker who forges them has one for each packet. The published limits forgot every source of a botnet of 300, because their table held 100.',
    instead: ({ least }) =>
      `Write at least ${least}, or leave it out: an entry takes memory only when it is used, and compile prints how much that can be.`,
    example: {
      wrong: 'vosguard: 1\nsip: { sizes: { banned: 100 } }\n',
      right: 'vosguard: 1\nsip: { sizes: { banned: 16384 } }\n',
    },
  }),
  VG357: entry<{ known: number; registrations: number }>({
    severity: 'warning',
    title: 'fewer known sources than registrations',
    what: ({ known, registrations }) =>
      `The table of known sources has room for ${known}; on a normal day ${registrations} are registered.`,
    why: 'A source that finds no room stays a stranger: in a flood it shares the limit `together` with the botnet.',
    instead: ({ registrations }) => `Write "sizes: { known: ${registrations * 2} }" or more under "sip".`,
    example: {
      wrong: 'vosguard: 1\nsip: { sizes: { known: 1000 } }\nvos3000: { baseline: { registrations: 5000 } }\n',
      right:
        'vosguard: 1\nsip: { sizes: { known: 10000 } }\nvos3000: { baseline: { registrations: 5000 } }\n',
    },
  }),
  VG397: entry<{ mebibytes: number; needs: number }>({
    severity: 'error',
    title: 'too little memory for the tables',
    what: ({ mebibytes, needs }) =>
      `"sip.sizes.memory" allows ${mebibytes} MiB; the smallest tables of this policy take ${needs} MiB.`,
    why: 'Each limit has a table of its own for each address family. A table with fewer than 256 sources forgets a botnet before its second packet.',
    instead: ({ needs }) =>
      `Write at least "${needs} MiB", or leave out sizes and limits that the policy can do without.`,
    example: {
      wrong: 'vosguard: 1\nsip: { sizes: { memory: 1 MiB } }\n',
      right: 'vosguard: 1\nsip: { sizes: { memory: 128 MiB } }\n',
    },
  }),
  VG358: entry<{ limit: string }>({
    severity: 'warning',
    title: 'a log that can stall a console',
    what: ({ limit }) => `Up to ${limit} dropped packets are logged.`,
    why: 'The kernel writes each line to its consoles and waits for them. A serial console of 9600 baud prints fewer than five such lines a second: in a flood the host stands still while it logs the flood.',
    instead: () => 'Write 10/min, the default: the counters of the rules tell how many there were.',
    example: {
      wrong: 'vosguard: 1\nlogging: { drops: 100/s }\n',
      right: 'vosguard: 1\nlogging: { drops: 10/min }\n',
    },
  }),
} as const;

/** VG35x: the table of connections. */
export const conntrackWords = {
  VG351: entry<{ max: number; buckets: number; enough: number }>({
    severity: 'warning',
    title: 'conntrack maximum without buckets',
    what: ({ max, buckets }) =>
      `The connection table may hold ${max} entries in ${buckets} buckets, that is ${Math.round(max / buckets)} in each.`,
    why: 'A lookup walks through its whole bucket. The fuller the table, the more each lookup costs, and a flood fills it.',
    instead: ({ enough }) => `Write "buckets: auto", or at least ${enough}.`,
    example: {
      wrong: 'vosguard: 1\nconntrack: { max: 1048576, buckets: 16384 }\n',
      right: 'vosguard: 1\nconntrack: { max: 1048576, buckets: auto }\n',
    },
  }),
  VG352: entry<{ max: number }>({
    severity: 'warning',
    title: 'a small connection table',
    what: ({ max }) => `The connection table holds only ${max} entries.`,
    why: 'Each call takes several entries and each phone one. When the table is full of answered flows, the kernel drops every new one: calls, logins and your own SSH.',
    instead: () => 'Write "max: 1048576", the default (about 300 MB when full), or at least 65536.',
    example: {
      wrong: 'vosguard: 1\nconntrack: { max: 4096 }\n',
      right: 'vosguard: 1\nconntrack: { max: 262144 }\n',
    },
  }),
  VG353: entry<Record<string, never>>({
    severity: 'error',
    title: 'connections need tracking',
    what: () =>
      '"connections" limits what is open at once, but "conntrack.sip: untracked" keeps SIP out of the connection table.',
    why: 'Open connections are counted in that table. Without tracking there is nothing to count, and the limit would never act.',
    instead: () => 'Write "sip: tracked" under "conntrack", or "connections: null" to go without this limit.',
    example: {
      wrong: 'vosguard: 1\nsip:\n  strangers:\n    connections: { udp: 10 }\nconntrack: { sip: untracked }\n',
      right: 'vosguard: 1\nsip:\n  strangers:\n    connections: { udp: 10 }\nconntrack: { sip: tracked }\n',
    },
  }),
  VG360: entry<{ service: string | undefined }>({
    severity: 'error',
    title: 'media that cannot go untracked',
    what: ({ service }) =>
      service === undefined
        ? '"conntrack.media: untracked" finds no media: no service has a range of at least 100 UDP ports for itself.'
        : `"conntrack.media: untracked" is for ports that everybody may send to at any time, and services.${service} asks more.`,
    why: 'Without tracking there are no flows: "limit" and "connections" have nothing to count, and "from", "to", "on" and "when" would be asked for each packet of a call, and for the answers to what this host asks from those ports.',
    instead: ({ service }) =>
      service === undefined
        ? 'Give one service the range, for itself alone, or write "media: tracked".'
        : 'Leave those keys out for this service ("packets" may stay), or write "media: tracked".',
    example: {
      wrong:
        'vosguard: 1\nservices: { media: { udp: [10000-20000], connections: 50 } }\nconntrack: { media: untracked }\n',
      right: 'vosguard: 1\nservices: { media: { udp: [10000-20000] } }\nconntrack: { media: untracked }\n',
    },
  }),
} as const;
