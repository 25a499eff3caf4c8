import { entry } from '../entry.js';

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
} as const;
