import { entry } from '../entry.js';

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
