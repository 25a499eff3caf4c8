import { entry } from '../entry.js';

interface At {
  readonly backend: string;
}

/** VG4xx, what is looked for in a packet. */
export const searchWords = {
  VG411: entry<At & { signatures: string }>({
    severity: 'warning',
    title: 'signatures that a backend cannot search for',
    what: ({ backend, signatures }) =>
      `${backend} cannot search a packet for text: its rules are without ${signatures}.`,
    why: 'nftables compares at fixed offsets only, and the rules that search for it need iptables 1.8. These scanners are not recognised by name there, and not banned for it.',
    instead: () =>
      'Load the iptables backend on this host, or name iptables 1.8 or newer in "target.platform" if the host has it. Without either these sources still meet the limits, the drop of OPTIONS and the flood ban.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: { iptables: "1.4.21" }, backends: [iptables, nftables] }\n',
      right: 'vosguard: 1\ntarget: { platform: { iptables: "1.8.7" }, backends: [iptables, nftables] }\n',
    },
  }),
  VG436: entry<At>({
    severity: 'error',
    title: 'hours that a backend cannot ask for',
    what: ({ backend }) =>
      `${backend} on this platform cannot ask for the time of a packet: "when" has no rules there.`,
    why: 'It needs Linux 5.4 and nft 1.0 with nftables, and iptables 1.4.21 with iptables. Without the condition the service would be open all the time, or never.',
    instead: () => 'Take "when" out, or write the backend that can: backends: [iptables] or [nftables].',
    example: {
      wrong:
        'vosguard: 1\ntarget: { platform: el8 }\nservices: { web: { tcp: [8443], when: { hours: 08:00-20:00, zone: UTC } } }\n',
      right:
        'vosguard: 1\ntarget: { platform: el8, backends: [iptables] }\nservices: { web: { tcp: [8443], when: { hours: 08:00-20:00, zone: UTC } } }\n',
    },
  }),
  VG435: entry<At>({
    severity: 'warning',
    title: 'domains that a backend cannot search for',
    what: ({ backend }) => `${backend} cannot search a packet for text: sip.domains is not asked there.`,
    why: 'nftables compares at fixed offsets only, and the rules that search for it need iptables 1.8. Requests to an address instead of a domain meet the limits of strangers and nothing else.',
    instead: () =>
      'Load the iptables backend on this host, or name iptables 1.8 or newer in "target.platform" if the host has it.',
    example: {
      wrong:
        'vosguard: 1\ntarget: { platform: { iptables: "1.4.21" }, backends: [iptables, nftables] }\nsip: { domains: [sip.example.com] }\n',
      right:
        'vosguard: 1\ntarget: { platform: { iptables: "1.8.7" }, backends: [iptables, nftables] }\nsip: { domains: [sip.example.com] }\n',
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
    severity: 'note',
    title: 'TCP segments are read behind the usual lengths of header',
    what: ({ backend }) =>
      `${backend} on this platform reads TCP segments that come in behind headers of 20 and 32 bytes, and those that go out behind all that Linux sends.`,
    why: 'Reading behind any header needs kernel 5.16 and nft 1.0.1. A segment with other options begins with nothing known: its bytes are counted, but refusals in answers are not.',
    instead: () => 'Nothing is needed: the segments of Linux have no others.',
    example: {
      wrong: 'vosguard: 1\ntarget: { platform: ubuntu2204, backends: [nftables] }\n',
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
} as const;
