import { byClass } from './limits.js';
import { map, reference, type Schema } from './schema.js';
import { byteRate, choice, integer, sources } from './values.js';

const open = (what: string): Schema => ({
  ...integer(1, 1_000_000),
  description: `How many ${what} may be open at once. Without it they are not counted.`,
  examples: [1000],
});

const connections = map(
  {
    udp: open('UDP flows of one source'),
    tcp: {
      ...integer(1, 1_000_000),
      description:
        'How many TCP connections one source may open at once; a tenth as many more a minute. Counted after the handshake.',
    },
    per_subnet: open('flows and connections of one subnet (IPv4 /24, IPv6 /48)'),
    answer: { ...choice('drop', 'reject'), description: 'What a connection too many gets.' },
  },
  { description: 'Connections of strangers.' },
);

const counted = (what: string): Schema => ({
  ...byteRate,
  description: what,
  examples: ['8kB/s burst 16kB'],
});

const bytes = map(
  {
    udp: counted('Datagrams of each source: bounds what a network card has merged.'),
    tcp: counted('TCP segments of each source, on encrypted ports too.'),
    stray: counted(
      'Of those, the segments that begin with OPTIONS or with nothing known: the rest of a long message, or what hides behind one.',
    ),
    together: counted('TCP segments of all strangers at once.'),
  },
  {
    description:
      'Bytes of whole packets, counted beside packets: one packet can carry several messages. 1 kB is 1,024 bytes.',
  },
);

const maxSize = map(
  byClass((what) => ({
    ...integer(1, 65_507),
    description: `Largest SIP message in bytes (UDP payload) for ${what}.`,
    examples: [1500],
  })),
  { description: 'Largest SIP message in a UDP datagram, in bytes.' },
);

const { properties, ...rest } = map(
  {
    from: {
      ...sources,
      description:
        'Strangers come from here: groups and addresses. Others are refused as with `strangers: deny`. Without it, from anywhere.',
      examples: [['country'], ['198.51.100.0/24']],
    },
    limits: reference('strangersLimits', { description: 'Limits of each source.' }),
    per_subnet: reference('sharedLimits', {
      description: 'Limits of each subnet: IPv4 /24, IPv6 /48. Without it a subnet is not counted.',
      examples: [{ all: '60/s burst 120' }],
    }),
    together: reference('sharedLimits', {
      description: 'Limits of all strangers at once: what a botnet of quiet sources meets.',
    }),
    share: {
      ...choice('fair', 'first-come'),
      description:
        'How strangers share the REGISTERs and INVITEs of `together`: fair, so that a newcomer gets in while a flood goes on, or to whoever comes first.',
    },
    bytes,
    connections,
    max_size: maxSize,
  },
  {
    description:
      'Sources that are neither trusted nor known, or `deny` where the switch talks to trusted peers only.',
  },
);

export const strangers: Schema = {
  ...rest,
  title: '`deny` or a map',
  type: ['string', 'object'],
  pattern: '^deny$',
  properties: properties ?? {},
};
