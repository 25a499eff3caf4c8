import { methods } from '../../sip/signature.js';
import { map, type Properties, reference, type Schema } from './schema.js';
import {
  byteRate,
  choice,
  duration,
  greylistText,
  integer,
  limitText,
  rate,
  sources,
  when,
  window,
} from './values.js';

/** The keys of a limits map beside the methods. */
const classes = {
  unrecognised: 'what begins like nothing known',
  keepalive: 'keep-alives: empty, CRLF, double CRLF, STUN',
  other: 'everything that is not named, unrecognised packets included',
  all: 'every packet, in addition to its own entry',
} as const;

const whatOf: { readonly [key: string]: string } = {
  ...Object.fromEntries(methods.map((method) => [method, `${method} requests`])),
  ...classes,
};

/** One key for each class of packets; the value is made from the words that say which packets they are. */
function byClass(value: (what: string) => Schema): Properties {
  return Object.fromEntries(Object.entries(whatOf).map(([key, what]) => [key, value(what)]));
}

const examples = ['5/s burst 10', 'drop', 'allow'];

const bucket: Properties = {
  rate: { ...rate, description: 'Packets a second, minute, hour or day.', examples: ['5/s', '5/s burst 10'] },
  burst: { ...integer(1, 1_000_000), description: 'Packets that may come at once.', examples: [10] },
  window: {
    ...window,
    description: 'At most so many packets in any time this long, as the published "recent" rules count.',
    examples: ['20 in 60s'],
  },
};

/** What a limit of each source has beyond one that many sources share. */
const perSource: Properties = {
  per: {
    ...choice('source', 'destination', 'both'),
    description: 'What shares a bucket: packets of one source, to one destination, or of one pair.',
    examples: ['source'],
  },
  expire: {
    ...duration,
    description:
      'How long an idle source is remembered. Without it, as long as its bucket takes to fill, at least 30s.',
    examples: ['60s'],
  },
  engine: {
    ...choice('bucket', 'recent'),
    description: 'What counts a window: a bucket refilled over the time, or the time stamps of xt_recent.',
    examples: ['bucket'],
  },
  when: {
    ...when,
    description: 'The part of the week in which the limit holds; outside it the class has none of its own.',
  },
};

const limits = (definition: string): Schema =>
  map(
    byClass((what) => reference(definition, { description: `Limit for ${what}.`, examples })),
    {
      title: 'a map of limits',
    },
  );

const ofStrangers = limits('limit');

export const limitDefinitions: Properties = {
  limit: { ...limitText, properties: { ...bucket, ...perSource }, additionalProperties: false },
  greylistLimit: { ...greylistText, properties: { ...bucket, ...perSource }, additionalProperties: false },
  sharedLimit: { ...limitText, properties: bucket, additionalProperties: false },
  limits: limits('limit'),
  strangersLimits: {
    ...ofStrangers,
    properties: {
      ...ofStrangers.properties,
      OPTIONS: reference('greylistLimit', {
        description:
          'Limit for OPTIONS requests. `greylist`: the first of a source is dropped, later ones within two minutes pass at 4/min burst 2.',
        examples: ['greylist', 'drop', '1/s burst 5'],
      }),
    },
  },
  sharedLimits: limits('sharedLimit'),
};

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
