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
