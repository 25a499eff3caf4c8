import { entry } from '../entry.js';

const sshForOffice = `vosguard: 1
services:
  ssh: { tcp: [22], from: [192.0.2.8/29] }
`;

/** VG30x: who reaches the host's own services. */
export const reachWords = {
  VG301: entry<{ service: string; sources: string }>({
    severity: 'warning',
    title: 'SSH open to anybody',
    what: ({ service, sources }) => `The service "${service}" lets ${sources} reach SSH.`,
    why: 'An SSH port in reach of the whole internet is tried with passwords all day, and one weak account gives the host away.',
    instead: ({ service }) =>
      `Name the places you administer from: "${service}: { tcp: [22], from: [192.0.2.8/29] }", with your own addresses.`,
    example: { wrong: 'vosguard: 1\nservices:\n  ssh: { tcp: [22] }\n', right: sshForOffice },
  }),
  VG389: entry<{ service: string; protocol: string; sources: string }>({
    severity: 'warning',
    title: 'a protocol of neighbours open to anybody',
    what: ({ service, protocol, sources }) =>
      `The service "${service}" lets ${sources} send ${protocol} to this host.`,
    why: 'Every sender of it is believed: one forged VRRP or OSPF packet takes the address or the routes of this host away, and a tunnel without a key carries packets past the rules.',
    instead: ({ service, protocol }) =>
      `Name the neighbours: "${service}: { protocol: ${protocol}, from: [192.0.2.30] }", with their addresses.`,
    example: {
      wrong: 'vosguard: 1\nservices:\n  vrrp: { protocol: vrrp }\n',
      right: 'vosguard: 1\nservices:\n  vrrp: { protocol: vrrp, from: [192.0.2.30] }\n',
    },
  }),
  VG302: entry<Record<string, never>>({
    severity: 'warning',
    title: 'no SSH service',
    what: () => 'No service opens SSH, and everything that no service opens is dropped (default: deny).',
    why: 'Once these rules are live, a new SSH login to this host fails: you may lock yourself out.',
    instead: () =>
      'Add a service "ssh: { tcp: [22], from: [192.0.2.8/29] }" with your own addresses; where SSH listens elsewhere, put that port there and keep the name "ssh".',
    example: {
      wrong: 'vosguard: 1\nservices:\n  web: { tcp: [8443], from: [192.0.2.8/29] }\n',
      right: sshForOffice,
    },
  }),
  VG303: entry<{ service: string; ports: string; sources: string }>({
    severity: 'warning',
    title: 'management open to anybody',
    what: ({ service, ports, sources }) => `The service "${service}" lets ${sources} reach ${ports}.`,
    why: "Every login to the switch's client or web pages can route calls at your cost, and passwords are tried from everywhere.",
    instead: ({ service }) => `Give "${service}" a "from:" with the addresses of the office, or of a VPN.`,
    example: {
      wrong: 'vosguard: 1\nservices:\n  web: { tcp: [8080, 8443] }\n',
      right: 'vosguard: 1\nservices:\n  web: { tcp: [8080, 8443], from: [192.0.2.8/29] }\n',
    },
  }),
  VG304: entry<{ service: string; sources: string }>({
    severity: 'warning',
    title: 'MySQL open to anybody',
    what: ({ service, sources }) => `The service "${service}" lets ${sources} reach MySQL (tcp 3306).`,
    why: "The switch's database holds accounts, passwords and rates. Nobody outside the host needs it.",
    instead: ({ service }) =>
      `Take 3306 out of "${service}". For remote work, use an SSH tunnel, or a "from:" with single addresses.`,
    example: {
      wrong: 'vosguard: 1\nservices:\n  database: { tcp: [3306] }\n',
      right: 'vosguard: 1\nservices:\n  database: { tcp: [3306], from: [192.0.2.8] }\n',
    },
  }),
  VG390: entry<{ path: string }>({
    severity: 'note',
    title: 'hours of UTC',
    what: ({ path }) => `The hours and days of ${path} are of UTC.`,
    why: 'The kernel counts in UTC and knows no daylight saving time. Hours that were read from a clock on the wall are off by its distance from UTC, and days begin and end at other times.',
    instead: () => 'Write the distance, zone: "+02:00", or zone: UTC where UTC is meant.',
    example: {
      wrong:
        'vosguard: 1\nservices: { web: { tcp: [8443], from: [192.0.2.8], when: { hours: 08:00-20:00 } } }\n',
      right:
        'vosguard: 1\nservices: { web: { tcp: [8443], from: [192.0.2.8], when: { hours: 08:00-20:00, zone: "+02:00" } } }\n',
    },
  }),
  VG391: entry<{ service: string }>({
    severity: 'warning',
    title: 'SSH at certain times only',
    what: ({ service }) =>
      `Outside of its hours nobody can begin a connection to "${service}", and no other service has SSH.`,
    why: 'An engineer who is called at night because the switch fails cannot log in, not even to change the hours.',
    instead: () => 'Leave "when:" out for the addresses of those who are on call, in a service of their own.',
    example: {
      wrong:
        'vosguard: 1\nservices: { ssh: { tcp: [22], from: [192.0.2.8], when: { hours: 08:00-20:00, zone: UTC } } }\n',
      right: 'vosguard: 1\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\n',
    },
  }),
  VG305: entry<{ sources: string }>({
    severity: 'warning',
    title: 'nearly everything trusted',
    what: ({ sources }) => `"trusted" holds ${sources}.`,
    why: 'Trusted sources are never limited, searched or banned, so with this the SIP ports are as open as without any rules.',
    instead: () =>
      'List the single addresses or small networks of your carriers and peers. Phones that come from anywhere belong to the strangers, who have their own limits.',
    example: {
      wrong: 'vosguard: 1\ntrusted: [0.0.0.0/0]\n',
      right: 'vosguard: 1\ntrusted: [198.51.100.0/24]\n',
    },
  }),
} as const;
