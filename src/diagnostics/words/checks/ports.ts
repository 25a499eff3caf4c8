import { entry } from '../entry.js';

interface Clash {
  service: string;
  transport: string;
  ports: string;
}

/** VG32x: ports that clash or are missing. */
export const portWords = {
  VG321: entry<{ missing: string }>({
    severity: 'warning',
    title: 'media ports left out',
    what: ({ missing }) =>
      `No service opens udp ${missing}, which the switch uses for media unless told otherwise.`,
    why: 'VOS3000 takes RTP ports from 10000-39999 and IVR ports from 40000-47999. A call that is given a closed port is silent in one direction.',
    instead: () =>
      'Write "media: { udp: [10000-39999, 40000-47999] }". If the switch was set to other ports, check that the two agree, and write "# vosguard-disable-next-line VG321 -- the switch was set to these ports" above that line.',
    example: {
      wrong: 'vosguard: 1\nservices:\n  media: { udp: [10000-20000] }\n',
      right: 'vosguard: 1\nservices:\n  media: { udp: [10000-39999, 40000-47999] }\n',
    },
  }),
  VG322: entry<Clash>({
    severity: 'warning',
    title: 'a SIP port among the media ports',
    what: ({ ports, transport }) => `SIP on ${transport} ${ports} lies within the ports for media.`,
    why: 'The SIP rules come first there. Should the switch ever use such a port for RTP, the voice would be dropped as unreadable SIP.',
    instead: () => 'Move the SIP port out of the range, or split the range around it.',
    example: {
      wrong: 'vosguard: 1\nsip:\n  ports: { udp: [5060, 10060] }\n',
      right: 'vosguard: 1\nsip:\n  ports: { udp: [5060, 6060] }\n',
    },
  }),
  VG323: entry<Clash>({
    severity: 'warning',
    title: 'a service on a SIP port',
    what: ({ service, ports, transport }) =>
      `The service "${service}" opens ${transport} ${ports}, where SIP listens.`,
    why: "The SIP rules come first there and let strangers in within their limits, so the service's own sources do not restrict the port.",
    instead: () =>
      'Remove the port from the service. Who speaks SIP is said by "trusted" and "sip.strangers" ("deny" for trusted peers only).',
    example: {
      wrong: 'vosguard: 1\nservices:\n  sip: { udp: [5060], from: [203.0.113.10] }\n',
      right: 'vosguard: 1\ntrusted: [203.0.113.10]\n',
    },
  }),
  VG324: entry<Clash & { other: string }>({
    severity: 'warning',
    title: 'two services on one port',
    what: ({ service, other, ports, transport }) =>
      `The services "${other}" and "${service}" both open ${transport} ${ports}.`,
    why: 'A packet is let in when either service lets it in, so the wider of the two decides and the narrower protects nothing.',
    instead: () => 'Keep the port in one service, with all its sources in one "from:".',
    example: {
      wrong:
        'vosguard: 1\nservices:\n  office: { tcp: [22], from: [192.0.2.8/29] }\n  ssh: { tcp: [22], from: [198.51.100.0/24] }\n',
      right: 'vosguard: 1\nservices:\n  ssh: { tcp: [22], from: [192.0.2.8/29, 198.51.100.0/24] }\n',
    },
  }),
  VG325: entry<{ ports: string; transport: string }>({
    severity: 'error',
    title: 'a SIP port both plain and encrypted',
    what: ({ ports, transport }) => `${transport} ${ports} is listed as plain SIP and as encrypted SIP.`,
    why: 'Methods can be read on a plain port only. As plain SIP every encrypted packet would be dropped as unreadable.',
    instead: () =>
      'Keep each port in one list: "ports" for plain SIP, "ports.encrypted" for TLS and the vendor\'s encryption.',
    example: {
      wrong: 'vosguard: 1\nsip:\n  ports: { udp: [5060, 5070], encrypted: { udp: [5070] } }\n',
      right: 'vosguard: 1\nsip:\n  ports: { udp: [5060], encrypted: { udp: [5070] } }\n',
    },
  }),
  VG396: entry<{ service: string; words: string }>({
    severity: 'note',
    title: 'a service for sources that SIP knows',
    what: ({ service, words }) =>
      `The service "${service}" is for sources that SIP knows (${words}). Media often comes from another address than the signalling.`,
    why: 'Carriers send RTP from media servers of their own, and a phone that registers over TCP or TLS alone is never known: such a call has no sound. What the switch itself sends to is answered in any case.',
    instead: () =>
      'Ask your carriers for the networks of their media and name them too: "from: [trusted, known, called, carrier-media]". Or leave "from" out and bound each source by "packets".',
    example: {
      wrong:
        'vosguard: 1\nservices:\n  media: { udp: [10000-39999, 40000-47999], from: [trusted, known, called] }\n',
      right:
        'vosguard: 1\nservices:\n  media: { udp: [10000-39999, 40000-47999], packets: 5000/s burst 10000 }\n',
    },
  }),
  VG398: entry<{ service: string; words: string }>({
    severity: 'warning',
    title: 'a service for known sources, where nobody becomes known',
    what: ({ service, words }) =>
      `The service "${service}" names ${words}, and with "strangers: deny" the rules learn nobody.`,
    why: 'Only the sources of its other entries can reach it: these words let nobody in.',
    instead: ({ service }) =>
      `Write "trusted" in the "from" of "${service}" instead, or let strangers speak SIP.`,
    example: {
      wrong:
        'vosguard: 1\ntrusted: [203.0.113.10]\nservices:\n  media: { udp: [10000-39999, 40000-47999], from: [trusted, known] }\nsip: { strangers: deny }\n',
      right:
        'vosguard: 1\ntrusted: [203.0.113.10]\nservices:\n  media: { udp: [10000-39999, 40000-47999], from: [trusted] }\nsip: { strangers: deny }\n',
    },
  }),
} as const;

/** VG359, VG369, VG394 and VG399: ports open to all, and ports of the switch that are closed. */
export const switchPortWords = {
  VG359: entry<{ service: string; sources: string; count: number; ports: string }>({
    severity: 'warning',
    title: 'a wide range of ports open to anybody',
    what: ({ service, sources, count, ports }) =>
      `The service "${service}" lets ${sources} reach ${count} TCP ports (${ports}).`,
    why: 'Whatever listens there, now or after the next update, is in reach of the whole internet: a database, a debug port, a forgotten web page.',
    instead: ({ service }) => `Name the ports that "${service}" needs, or give it a "from:".`,
    example: {
      wrong: 'vosguard: 1\nservices: { vendor: { tcp: [10000-20000] } }\n',
      right: 'vosguard: 1\nservices: { vendor: { tcp: [10000-20000], from: [192.0.2.8/29] } }\n',
    },
  }),
  VG369: entry<Record<string, never>>({
    severity: 'warning',
    title: "the client's port closed",
    what: () => 'No service opens tcp 1202, where VOS3000 serves its client.',
    why: 'Everything that no service opens is dropped (default: deny): once these rules are live, the operators cannot log in to the switch. A published script left it out the same way.',
    instead: () => 'Add a service "client: { tcp: [1202], from: [192.0.2.8/29] }" with your own addresses.',
    example: {
      wrong: 'vosguard: 1\nvos3000: { version: "2.1.9.07" }\n',
      right:
        'vosguard: 1\nservices: { client: { tcp: [1202], from: [192.0.2.8/29] } }\nvos3000: { version: "2.1.9.07" }\n',
    },
  }),
  VG394: entry<{ closed: string }>({
    severity: 'note',
    title: 'ports of the switch left closed',
    what: ({ closed }) => `VOS3000 also listens on ${closed}, which nothing opens.`,
    why: 'That is right where no peer speaks H.323 (1719, 1720, 2719, 2720, 3719, 3720) and no phone uses encrypted SIP (5070 to 5080). Where one does, its calls fail. H.323 needs H.245 as well (SS_H245PORT, TCP 10000 to 39999 unless set otherwise): a gateway that does not tunnel it in port 1720 connects and has no call. Ports that only the switch itself uses stay shut on an installation of one host: 5055, 5062 and 5085 of its services, and 8000 for reports of calls. Operators move SIP to 1980, 2080, 55500 or 62019 and on: whatever yours listens on belongs under "sip.ports".',
    instead: () =>
      'Leave it as it is, or add a service "h323: { udp: [1719, 3719], tcp: [1720, 3720, 10000-39999], from: [...] }" with the addresses of the gateways, and "encrypted: { udp: [5070-5080] }" under "sip.ports".',
    example: {
      wrong: 'vosguard: 1\nvos3000: { version: "2.1.9.07" }\n',
      right:
        'vosguard: 1\nservices: { h323: { udp: [1719, 3719], tcp: [1720, 3720, 10000-39999], from: [203.0.113.10] } }\nsip: { ports: { encrypted: { udp: [5070-5080] } } }\nvos3000: { version: "2.1.9.07" }\n',
    },
  }),
  VG399: entry<{ service: string; sources: string; ports: string }>({
    severity: 'warning',
    title: "the switch's own ports open to anybody",
    what: ({ service, sources, ports }) => `The service "${service}" lets ${sources} reach port ${ports}.`,
    why: 'There parts of the switch talk SIP with each other (value-added services, phone service, conference): no limit, ban or signature of "sip" stands before these ports, and a scanner finds them.',
    instead: ({ service }) =>
      `Take them out of "${service}": on an installation of one host nobody outside needs them. Where phones do use one, put it under "sip.ports".`,
    example: {
      wrong: 'vosguard: 1\nservices: { vendor: { udp: [5050-5062] } }\nvos3000: { version: "2.1.4.0" }\n',
      right:
        'vosguard: 1\nservices: { vendor: { udp: [5050-5062], from: [192.0.2.8/29] } }\nvos3000: { version: "2.1.4.0" }\n',
    },
  }),
} as const;
