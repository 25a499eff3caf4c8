import { entry } from '../entry.js';

interface Pair {
  name: string;
  limit: string;
  otherName: string;
  otherLimit: string;
}

const notBelow = ({ name, limit, otherName, otherLimit }: Pair): string =>
  `${name} (${limit}) is not below ${otherName} (${otherLimit}).`;

const signatures = (...texts: readonly string[]): string =>
  `vosguard: 1\nsignatures:\n  add:\n${texts.map((text) => `    - ${text}\n`).join('')}`;

/** VG366 to VG368 and VG370 to VG375: what no packet reaches. */
export const unreachableWords = {
  VG366: entry<{ name: string; first: string | undefined }>({
    severity: 'warning',
    title: 'a limit that no packet meets',
    what: ({ name, first }) =>
      first === undefined
        ? `${name} is never met: in the lane of known sources only methods are distinguished.`
        : `${name} is never met: ${first} has dropped all of it before.`,
    why: 'A limit that counts nothing looks like protection, or like permission, and is neither.',
    instead: ({ first }) =>
      first === undefined
        ? 'Write it as "other", which is what such packets are counted as there.'
        : 'Take it out, or let the class in within a limit of each source.',
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { together: { MESSAGE: 10/s burst 20 } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { together: { BYE: 10/s burst 20 } } }\n',
    },
  }),
  VG367: entry<Pair>({
    severity: 'warning',
    title: "a subnet's limit not below the common cap",
    what: notBelow,
    why: 'One subnet alone may use up what all strangers share, and its own limit is never reached: a single hoster shuts out everybody else.',
    instead: ({ otherName }) => `Give a subnet a fraction of what all have together, or raise ${otherName}.`,
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { per_subnet: { REGISTER: 200/s burst 400 } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { per_subnet: { REGISTER: 20/s burst 40 } } }\n',
    },
  }),
  VG368: entry<Pair>({
    severity: 'warning',
    title: "a port's limit not below its source's",
    what: notBelow,
    why: '"per_port" keeps one phone from using up what its office has. With as much for a port as for the whole address, it is never reached.',
    instead: ({ otherName }) => `Lower it to what one phone needs, or raise ${otherName}.`,
    example: {
      wrong: 'vosguard: 1\nsip: { known: { per_port: { REGISTER: 100/s burst 200 } } }\n',
      right: 'vosguard: 1\nsip: { known: { per_port: { REGISTER: 20/s burst 40 } } }\n',
    },
  }),
  VG370: entry<{ id: string; wider: string }>({
    severity: 'note',
    title: 'a signature that another one covers',
    what: ({ id, wider }) => `Whatever the signature "${id}" finds, "${wider}" finds too.`,
    why: 'Each signature is a search through the whole message for every packet that the limits let pass. This one costs that and finds nothing new.',
    instead: ({ id, wider }) => `Take "${id}" out, or "${wider}" if that one was meant to be narrower.`,
    example: {
      wrong: signatures('{ id: a, raw: BadDialer }', '{ id: b, header: User-Agent, begins: BadDialer/2 }'),
      right: signatures('{ id: a, raw: BadDialer }', '{ id: b, header: User-Agent, begins: WorseDialer/2 }'),
    },
  }),
  VG371: entry<{ id: string; method: string }>({
    severity: 'warning',
    title: 'a signature in what is dropped anyway',
    what: ({ id, method }) =>
      `The signature "${id}" looks into ${method} requests, and strangers may not send ${method}.`,
    why: 'Only what the limits let through is searched, so it never finds anything and bans nobody.',
    instead: ({ method }) =>
      `Take it out: ${method} of strangers is dropped, and a source that sends many is banned as a flood.`,
    example: {
      wrong: signatures('{ id: probe, method: MESSAGE, begins: "sip:nm" }'),
      right: signatures('{ id: probe, method: INVITE, begins: "sip:nm" }'),
    },
  }),
  VG373: entry<{ name: string }>({
    severity: 'warning',
    title: 'a part that "strangers: deny" makes idle',
    what: ({ name }) => `"${name}" does nothing: with "strangers: deny" only trusted sources are let in.`,
    why: 'Trusted sources are not limited, searched or banned, and nobody is learned. If phones or other peers were meant to get in, they do not.',
    instead: ({ name }) => `Take "${name}" out, or let strangers in within limits.`,
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: deny, bans: { signature: 2h } }\n',
      right: 'vosguard: 1\nsip: { strangers: deny }\n',
    },
  }),
  VG374: entry<{ sources: string; listed: boolean }>({
    severity: 'warning',
    title: 'nearly everything blocked',
    what: ({ sources, listed }) =>
      `"blocked" holds ${sources}${listed ? ', most of it from list files' : ''}.`,
    why: 'Blocked sources are dropped on every port before any other rule: only trusted sources and those in a "from:" still get in, and no limit, ban or signature is ever reached.',
    instead: () =>
      'Write "sip: { strangers: deny }" if only trusted peers are to get in; otherwise block single networks.',
    example: {
      wrong: 'vosguard: 1\nblocked: [0.0.0.0/0]\ntrusted: [203.0.113.10]\n',
      right: 'vosguard: 1\nsip: { strangers: deny }\ntrusted: [203.0.113.10]\n',
    },
  }),
  VG375: entry<{ what: string }>({
    severity: 'warning',
    title: 'an entry that is never a source',
    what: ({ what }) => `No packet from outside comes from here: it is ${what}.`,
    why: 'The entry lets nobody in. Most often a digit is wrong, and the peer that was meant is a stranger.',
    instead: () => 'Write the address that the peer sends from, or take the entry out.',
    example: {
      wrong: 'vosguard: 1\ntrusted: [127.0.0.1]\n',
      right: 'vosguard: 1\ntrusted: [203.0.113.10]\n',
    },
  }),
} as const;
