import { byClass } from './limits.js';
import { map, reference, type Schema } from './schema.js';
import { choice, integer } from './values.js';

const open = (what: string): Schema => ({
  ...integer(1, 1_000_000),
  description: `How many ${what} may be open at once.`,
});

const connections = map(
  {
    udp: open('UDP flows of one source'),
    tcp: open('TCP connections of one source'),
    per_subnet: open('flows and connections of one subnet (IPv4 /24, IPv6 /48)'),
    answer: { ...choice('drop', 'reject'), description: 'What a connection too many gets.' },
  },
  { description: 'Open connections of strangers, counted by conntrack.' },
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
    limits: reference('limits', { description: 'Limits of each source.' }),
    per_subnet: reference('sharedLimits', { description: 'Limits of each subnet: IPv4 /24, IPv6 /48.' }),
    together: reference('sharedLimits', {
      description: 'Limits of all strangers at once: what a botnet of quiet sources meets.',
    }),
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
