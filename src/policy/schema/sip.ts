import { strangers } from './limits.js';
import { map, reference, type Schema } from './schema.js';
import { byteRate, devices, duration, integer, ports, rate, sources } from './values.js';

const time: Schema = { ...duration, description: 'How long the ban lasts.' };

const rateBan = (what: string): Schema =>
  map(
    { over: { ...rate, description: `The ban begins when ${what} come faster than this.` }, for: time },
    { description: `A ban of a source when ${what} come too fast.` },
  );

const bans: Schema = map(
  {
    signature: {
      ...duration,
      description: "How long a source is banned after a scanner's signature was seen.",
    },
    flood: rateBan('its refused packets'),
    challenged: rateBan("the switch's 401 and 407 answers to it, with no 200 among them,"),
    refused: rateBan("the switch's 403 and 404 answers to it"),
    again: map(
      {
        for: {
          title: 'a list of durations such as `[30m, 1d]`',
          description:
            'How long the second ban lasts, the third and so on; the last one holds for all that follow.',
          examples: [['30m', '1d']],
          type: 'array',
          minItems: 1,
          maxItems: 4,
          items: duration,
        },
        within: {
          ...duration,
          description: 'For how long a ban is remembered, from its beginning. Without it, 7d.',
          examples: ['7d'],
        },
      },
      {
        required: ['for'],
        description:
          'Longer bans of sources that come back. Only bans by answers of the switch and by what a connection showed count and grow; a 200 to a REGISTER or INVITE ends the count.',
        examples: [{ for: ['30m', '1d'], within: '7d' }],
      },
    ),
  },
  { description: 'What bans a stranger. Trusted and known sources are never stopped by a ban.' },
);

const encrypted: Schema = {
  ...ports,
  title: 'a list of ports, or a map with `udp` and `tcp`',
  description:
    'Ports of encrypted SIP (VOS3000: 5070-5080). Methods cannot be read there; a list is UDP and TCP.',
  examples: [[5070], { udp: ['5070-5080'], tcp: [5061] }],
  type: ['array', 'object'],
  properties: {
    udp: { ...ports, description: 'UDP ports of encrypted SIP.', examples: [['5070-5080']] },
    tcp: { ...ports, description: 'TCP ports of encrypted SIP.', examples: [[5061]] },
  },
  additionalProperties: false,
};

const sipPorts = map(
  {
    udp: { ...ports, description: 'UDP ports on which the switch speaks SIP.' },
    tcp: { ...ports, description: 'TCP ports on which the switch speaks SIP.' },
    encrypted,
  },
  { description: 'The ports of SIP.' },
);

const at: Schema = map(
  {
    address: {
      ...sources,
      title: "an address, a group's name, or a list of them",
      type: ['string', 'array'],
      minLength: 1,
      maxLength: 100,
      minItems: 1,
      description:
        'The addresses of the switch, as its own packets have them: behind DNAT, of a container or a virtual machine the inner ones.',
      examples: [['198.51.100.7', '2001:db8:7::7'], ['switch']],
    },
    on: {
      ...devices,
      description:
        "The devices by which the switch's own packets come in. Without `on`, the host's table of routes says.",
      examples: [['docker0'], ['br0']],
    },
  },
  {
    required: ['address'],
    description:
      'A switch that is not on this host, which forwards to it: routed, bridged, behind DNAT, in a container or a virtual machine.',
    examples: [{ address: '198.51.100.7' }],
  },
);

const known = map(
  {
    remember: { ...duration, description: 'How long a source stays known after an answer of 200.' },
    limits: reference('limits', { description: 'Limits of each known source.' }),
    per_port: reference('sharedLimits', {
      description: 'Limits of each port of a known source: a phone behind the address of an office.',
    }),
    bytes: map(
      {
        tcp: {
          ...byteRate,
          description: 'TCP segments of each known source, in bytes: there a packet is no message.',
          examples: ['256kB/s burst 512kB'],
        },
      },
      { description: 'Bytes of whole packets. 1 kB is 1,024 bytes.' },
    ),
  },
  { description: 'Sources whose REGISTER or INVITE the switch itself has answered with a 200.' },
);

/** HASHLIMIT_MAX_SIZE in xt_hashlimit.c: the kernel cuts a longer table down and says so in its log only. */
const longestHashlimit = 1_048_576;
const longestSet = 16_777_216;

const entries = (what: string, most = longestSet): Schema => ({
  ...integer(1, most),
  description: `How many ${what} the kernel's tables may hold, for each address family.`,
});

const sizes = map(
  {
    sources: entries('sources', longestHashlimit),
    subnets: entries('subnets', longestHashlimit),
    banned: entries('banned sources'),
    called: entries('called destinations', longestHashlimit),
    known: entries('known sources', longestHashlimit),
    asked: entries('strangers with a request that is not answered yet'),
    memory: {
      title: 'an amount of memory such as `128 MiB` or `1 GiB`',
      type: 'string',
      pattern: '^[1-9][0-9]{0,4} ?(MiB|GiB)$',
      description:
        'What all tables together may take of the memory of the kernel when they are full. The sizes that are not written follow from it.',
      examples: ['128 MiB'],
    },
  },
  { description: "Sizes of the kernel's tables. An entry takes memory only when it is used." },
);

const learn: Schema = {
  ...duration,
  description:
    'How long the lanes of SIP refuse nothing and only count what they would, after the rules are loaded, while customers become known.',
  examples: ['2h'],
};

export const sip: Schema = map(
  {
    ports: sipPorts,
    to: {
      ...sources,
      description:
        'The addresses of this host on which the switch speaks SIP: groups and addresses. Without `to`, on all; on others the ports meet `services` and `default`.',
      examples: [['198.51.100.1']],
    },
    at,
    on: {
      ...devices,
      description:
        'The devices by which SIP comes in. Without `on`, by all; by others the ports meet `services` and `default`.',
      examples: [['eth0'], ['eth*']],
    },
    domains: {
      title: 'a list of domains, such as `[sip.example.com]`',
      description:
        'What the request line of a stranger must name: one of these domains, with a port of SIP or without. Others are refused, as scanners ask by address. Searched over UDP, by iptables or beside nftables.',
      examples: [['sip.example.com']],
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: {
        title: 'a domain of letters, digits, `.` and `-`, from 4 to 64 characters',
        type: 'string',
        minLength: 4,
        maxLength: 64,
        pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$',
      },
    },
    known,
    learn,
    strangers,
    bans,
    sizes,
  },
  { description: 'How SIP is let in.' },
);
