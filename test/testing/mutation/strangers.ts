import { families, type Message, say, sequence, type Test, transports, type Who } from './battery.js';

/** A class of packets, with what limits it. */
interface Class {
  readonly chain: string;
  readonly message: Message;
  /** What a source may send of it, and how that limit is called. */
  readonly own: readonly [name: string, burst: number];
  readonly common: readonly [name: string, burst: number];
  /** Thirteen others that use up the limit of all packets, and leave the own limit of the class alone. */
  readonly others: readonly (readonly [message: Message, count: number])[];
  /** Packets of the class that come before the first message. */
  readonly before?: number;
}

const REGISTER = { method: 'REGISTER' };
const INVITE = { method: 'INVITE' };
const BYE = { method: 'BYE' };
const nonsense = { payload: 'hello' };
const crlf = { payload: '\r\n\r\n' };
const scanner = { user_agent: 'BadDialer/1' };

const calls = [
  [REGISTER, 5],
  [INVITE, 6],
] as const;

const classes: readonly Class[] = [
  {
    chain: 'REGISTER',
    message: REGISTER,
    own: ['REGISTER', 5],
    common: ['REGISTER', 40],
    others: [
      [INVITE, 6],
      [BYE, 7],
    ],
  },
  {
    chain: 'INVITE',
    message: INVITE,
    own: ['INVITE', 6],
    common: ['INVITE', 41],
    others: [
      [REGISTER, 5],
      [BYE, 7],
      [crlf, 1],
    ],
  },
  {
    chain: 'other',
    message: BYE,
    own: ['other', 7],
    common: ['other', 42],
    others: [...calls, [nonsense, 2]],
  },
  {
    chain: 'ACK',
    message: { method: 'ACK' },
    own: ['other', 7],
    common: ['other', 42],
    others: [...calls, [nonsense, 2]],
  },
  {
    chain: 'unrecognised',
    message: nonsense,
    own: ['unrecognised', 3],
    common: ['other', 42],
    others: [...calls, [BYE, 2]],
  },
  // A connection has taken two of each bucket before its first message; a full one refuses that.
  {
    chain: 'stream',
    message: { payload: 'the rest', transport: 'tcp' },
    own: ['other', 7],
    common: ['other', 42],
    others: [...calls, [nonsense, 2]],
    before: 2,
  },
  {
    chain: 'keepalive',
    message: crlf,
    own: ['keepalive', 2],
    common: ['other', 42],
    others: [...calls, [BYE, 2]],
  },
];

const dropped = ['OPTIONS', 'SUBSCRIBE', 'PUBLISH', 'MESSAGE', 'NOTIFY', 'REFER', 'INFO'];
const inDialog = ['BYE', 'CANCEL', 'PRACK', 'UPDATE'];

export const strangerTests: readonly Test[] = families.flatMap((who) => [
  ...classes.flatMap((one) => limitsOf(one, who)),
  ...transports.flatMap((transport) => [
    ...dropped.map((method) =>
      sequence(
        `${method} of a stranger over ${transport} (${who.family})`,
        say(
          who.stranger,
          { method, transport },
          { delivered: 0, rule: `strangers.${method}.source.${method}` },
        ),
      ),
    ),
    ...inDialog.map((method) =>
      sequence(
        `${method} of a stranger over ${transport} (${who.family})`,
        say(who.stranger, { method, transport }, { delivered: 1, rule: 'strangers.other.taint' }),
      ),
    ),
    sequence(
      `ACK of a stranger over ${transport} (${who.family})`,
      say(who.stranger, { method: 'ACK', transport }, { delivered: 1, rule: 'strangers.ACK.next' }),
    ),
    ...['REGISTER', 'INVITE', 'ACK', 'BYE'].map((method) =>
      sequence(
        `${method} is searched over ${transport} (${who.family})`,
        say(who.stranger, { method, transport, ...scanner }, { delivered: 0, banned: true }),
      ),
    ),
  ]),
  sequence(
    `what cannot be read is of the others too (${who.family})`,
    say(who.stranger, BYE, 7, 7),
    say(who.stranger, nonsense, { delivered: 0, rule: 'strangers.unrecognised.source.other' }),
  ),
  sequence(
    `a REGISTER that is too large (${who.family})`,
    say(who.stranger, { ...REGISTER, size: 1_000 }, 1),
    say(
      who.stranger,
      { ...REGISTER, size: 1_001 },
      { delivered: 0, rule: 'strangers.REGISTER.size.REGISTER' },
    ),
  ),
]);

function limitsOf(
  { chain, message, own, common, others, before: opening = 0 }: Class,
  who: Who,
): readonly Test[] {
  const { family, stranger, neighbours, crowd } = who;
  const [ownName, burst] = own;
  const [commonName, most] = common;
  const refusedBy = (rule: string) => ({ delivered: 0, rule: `strangers.${chain}.${rule}` });
  const last = (rule: string) => say(stranger, message, refusedBy(rule));
  const before = others.map(([other, count]) => say(stranger, other, count, count));
  const crowded = say(crowd, commonName === 'other' ? { method: 'CANCEL' } : message, most);
  const ownRule = `strangers.${chain}.source.${ownName}`;
  return [
    sequence(
      `${chain}: a source has ${burst} (${family})`,
      say(stranger, message, { delivered: burst - opening, rule: ownRule }, burst + 1),
    ),
    sequence(`${chain}: a source has 13 of all (${family})`, ...before, last('source.all')),
    sequence(
      `${chain}: a subnet has 30 (${family})`,
      say(neighbours, { method: 'CANCEL' }, 30, 3),
      last('subnet.all'),
    ),
    sequence(`${chain}: all have ${most} (${family})`, crowded, last(`together.${commonName}`)),
  ];
}
