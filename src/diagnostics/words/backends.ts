import { entry } from './entry.js';

interface At {
  readonly backend: string;
}

/** VG4xx: what a backend or a platform cannot carry as it was asked, and what stands in for it. */
export const backendWords = {
  VG401: entry<{ platform: string; known: string }>({
    severity: 'error',
    title: 'a platform without rules yet',
    what: ({ platform }) => `There are no rules for the platform "${platform}" yet.`,
    why: 'Old tools misread what newer ones accept, so guessing would load rules that do not protect.',
    instead: ({ known }) =>
      `Write one of ${known}, or state the versions: { iptables: "1.8.9", nft: "1.0.6", kernel: "6.1" }.`,
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: centos6 }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12 }\n',
    },
  }),
  VG402: entry<{ tool: string; version: string; least: string }>({
    severity: 'error',
    title: 'a tool that is too old',
    what: ({ tool, version, least }) => `${tool} ${version} is older than ${least}.`,
    why: 'The rules use what older versions refuse or misread.',
    instead: ({ tool, least }) => `State ${tool} ${least} or newer, or leave out the backend that needs it.`,
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: { kernel: "4.18.0" } }\n',
      right: 'vosguard: 1\ntarget: { platform: { kernel: "5.10.0" } }\n',
    },
  }),
  VG411: entry<At & { signatures: string }>({
    severity: 'warning',
    title: 'signatures that a backend cannot search for',
    what: ({ backend, signatures }) =>
      `${backend} cannot search a packet for text: its rules are without ${signatures}.`,
    why: 'nftables compares at fixed offsets only. These scanners are not recognised by name there, and not banned for it.',
    instead: () =>
      'Use the iptables backend where the host has it. With nftables these sources still meet the limits, the drop of OPTIONS and the flood ban.',
    example: {
      wrong: 'vosguard: 1\ntarget: { backends: [nftables] }\nsignatures: { use: [attack-tools] }\n',
      right: 'vosguard: 1\ntarget: { backends: [iptables] }\nsignatures: { use: [attack-tools] }\n',
    },
  }),
  VG412: entry<At & { signature: string }>({
    severity: 'note',
    title: 'a search that is wider than its header',
    what: ({ backend, signature }) =>
      `${backend} looks for the text of "${signature}" in the whole message, wherever the header itself is present.`,
    why: 'A search in the packet cannot be bound to one header, so the text in another header or in the body is a hit too.',
    instead: () => 'Use "begins" where the value begins with the text: it is bound to its header.',
    example: {
      wrong:
        'vosguard: 1\nsignatures:\n  add:\n    - { id: dialer, header: User-Agent, contains: "BadDialer/" }\n',
      right:
        'vosguard: 1\nsignatures:\n  add:\n    - { id: dialer, header: User-Agent, begins: "BadDialer/" }\n',
    },
  }),
  VG413: entry<At>({
    severity: 'warning',
    title: 'SIP methods over TCP cannot be read',
    what: ({ backend }) => `${backend} on this platform cannot read the payload of TCP segments.`,
    why: 'Matching the inner header needs kernel 5.16 and nft 1.0.1. Over TCP, methods are not told apart there.',
    instead: () =>
      'Nothing needs to be changed: "all", "per_subnet", "together" (as "other") and "connections" hold for TCP. For limits on methods use the iptables backend or a newer platform.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: ubuntu2204, backends: [nftables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG414: entry<At & { meter: string }>({
    severity: 'note',
    title: 'a window that became a bucket',
    what: ({ backend, meter }) =>
      `${backend} counts the window of "${meter}" with a bucket that refills over the same time.`,
    why: 'It keeps no time stamps of single packets. In the worst case a bucket lets twice the number through in one window, never more over a longer time.',
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
    what: ({ backend, meters }) => `${backend} counts ${meters} for IPv4 and IPv6 apart.`,
    why: 'Its rules for the two families share no tables, so both together may pass up to twice the cap.',
    instead: () =>
      'Halve the cap if both families are in heavy use, or use nftables, where one bucket serves both.',
    example: {
      wrong: 'vosguard: 1\ntarget: { backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG416: entry<At & { transport: string }>({
    severity: 'note',
    title: 'IPv6 extension headers are refused',
    what: ({ backend, transport }) =>
      `${backend} drops SIP over ${transport.toUpperCase()} behind IPv6 extension headers.`,
    why: 'It reads the message at a fixed offset, which such headers move: every method rule could be evaded.',
    instead: () =>
      'Nothing needs to be changed: phones and trunks send no such headers. nftables follows them.',
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
  VG418: entry<At & { meters: string }>({
    severity: 'note',
    title: 'a full table refuses new sources',
    what: ({ backend, meters }) => `${backend} refuses new sources while the table of ${meters} is full.`,
    why: 'xt_hashlimit drops what it cannot count, even where a common cap would still hold it.',
    instead: () => 'Raise sip.sizes.sources if you expect more strangers at once than it says.',
    example: {
      wrong: 'vosguard: 1\ntarget: { backends: [iptables] }\n',
      right: 'vosguard: 1\ntarget: { platform: debian12, backends: [nftables] }\n',
    },
  }),
  VG419: entry<At & { from: string; to: string }>({
    severity: 'note',
    title: 'a name that was shortened',
    what: ({ backend, from, to }) => `${backend} knows "${from}" as "${to}".`,
    why: 'The kernel takes names up to a fixed length only. Rules keep their full id in their comment.',
    instead: () => 'Use a shorter name if you want to read it in listings.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [iptables] }\nservices: { a-service-with-a-long-name: { tcp: [22], from: [192.0.2.1] } }\n',
      right:
        'vosguard: 1\ntarget: { backends: [iptables] }\nservices: { ssh: { tcp: [22], from: [192.0.2.1] } }\n',
    },
  }),
  VG420: entry<At & { from: string; to: string }>({
    severity: 'note',
    title: 'a log prefix that was shortened',
    what: ({ backend, from, to }) => `${backend} writes "${to}" before its log lines instead of "${from}".`,
    why: 'The kernel takes 29 characters from iptables and 127 from nftables, and the reason stands behind the prefix.',
    instead: () => 'Write a logging.prefix of at most 16 characters.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { backends: [iptables] }\nlogging: { prefix: "the firewall of switch 1 " }\n',
      right: 'vosguard: 1\ntarget: { backends: [iptables] }\nlogging: { prefix: "switch-1 " }\n',
    },
  }),
} as const;
