import { after, families, type Message, type Step, say, sequence, type Test, type Who } from './battery.js';

/** A class of packets, with what limits it. */
interface Class {
  readonly chain: string;
  readonly message: Message;
  /** What a source may send of it, and how that limit is called. */
  readonly own: readonly [name: string, burst: number];
  readonly common: readonly [name: string, burst: number];
  /** Thirteen others that use up the limit of all packets, and leave the own limit of the class alone. */
  readonly others: readonly (readonly [message: Message, count: number])[];
}

const REGISTER = { method: 'REGISTER' };
const INVITE = { method: 'INVITE' };
const BYE = { method: 'BYE' };
const PRACK = { method: 'PRACK' };
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
    message: PRACK,
    own: ['other', 7],
    common: ['other', 42],
    others: [...calls, [nonsense, 2]],
  },
  {
    chain: 'CANCEL',
    message: { method: 'CANCEL' },
    own: ['other', 7],
    common: ['other', 42],
    others: [...calls, [nonsense, 2]],
  },
  {
    chain: 'BYE',
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
  {
    chain: 'keepalive',
    message: crlf,
    own: ['keepalive', 2],
    common: ['other', 42],
    others: [...calls, [BYE, 2]],
  },
];

const dropped = ['SUBSCRIBE', 'PUBLISH', 'MESSAGE', 'NOTIFY', 'REFER', 'INFO'];
const inDialog = ['BYE', 'CANCEL', 'PRACK', 'UPDATE', 'ACK'];

/** What a datagram may have at most. */
const sizes = [
  ['REGISTER', 'REGISTER', 1_000, 'REGISTER'],
  ['INVITE', 'INVITE', 6_000, 'INVITE'],
  ['ACK', 'ACK', 3_000, 'ACK'],
  ['BYE', 'BYE', 3_000, 'BYE'],
  ['CANCEL', 'CANCEL', 3_000, 'CANCEL'],
  ['UPDATE', 'other', 6_000, 'other'],
] as const;

export const strangerTests: readonly Test[] = families.flatMap((who) => [
  ...classes.flatMap((one) => limitsOf(one, who)),
  ...dropped.map((method) =>
    sequence(
      `${method} of a stranger (${who.family})`,
      say(who.stranger, { method }, { delivered: 0, rule: `strangers.${method}.source.${method}` }),
    ),
  ),
  ...inDialog.map((method) =>
    sequence(`${method} of a stranger (${who.family})`, say(who.stranger, { method }, 1)),
  ),
  ...sizes.map(([method, chain, size, key]) =>
    sequence(
      `${method} of ${size} bytes, and one more (${who.family})`,
      say(who.stranger, { method, size }, 1),
      say(who.stranger, { method, size: size + 1 }, { delivered: 0, rule: `strangers.${chain}.size.${key}` }),
    ),
  ),
  sequence(
    `40 bytes that nobody knows, and one more (${who.family})`,
    say(who.stranger, { payload: 'x'.repeat(40) }, 1),
    say(
      who.stranger,
      { payload: 'x'.repeat(41) },
      { delivered: 0, rule: 'strangers.unrecognised.size.unrecognised' },
    ),
  ),
  sequence(
    `OPTIONS: the first is dropped, then two at once (${who.family})`,
    say(who.stranger, { method: 'OPTIONS' }, { delivered: 0, rule: 'strangers.OPTIONS.first' }),
    say(
      who.stranger,
      { method: 'OPTIONS' },
      { delivered: 2, rule: 'strangers.OPTIONS.again.source.OPTIONS' },
      3,
    ),
    after('119s', say(who.stranger, { method: 'OPTIONS' }, 1)),
    after('121s', say(who.stranger, { method: 'OPTIONS' }, 0)),
  ),
  sequence(
    `OPTIONS: the first is remembered for two minutes (${who.family})`,
    say(who.stranger, { method: 'OPTIONS' }, 0),
    after('119s', say(who.stranger, { method: 'OPTIONS' }, 1)),
    after('119s', say(who.stranger, { method: 'OPTIONS' }, 1)),
  ),
  ...optionsAgain(who),
  sequence(
    `large messages of a source (${who.family})`,
    say(
      who.stranger,
      { ...INVITE, size: 5_000 },
      { delivered: '1..4', rule: 'strangers.every.source.bytes' },
      5,
    ),
  ),
  ...['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL'].map((method) =>
    sequence(
      `${method} is searched (${who.family})`,
      say(who.stranger, { method, ...scanner }, { delivered: 0, banned: true }),
    ),
  ),
  sequence(
    `what cannot be read is of the others too (${who.family})`,
    say(who.stranger, BYE, 7, 7),
    say(who.stranger, nonsense, { delivered: 0, rule: 'strangers.unrecognised.source.other' }),
  ),
]);

/** What it meets behind the first, which is counted by nothing. */
function optionsAgain({ family, stranger, neighbours, crowd }: Who): readonly Test[] {
  const options = { method: 'OPTIONS' };
  const first = say(stranger, options, 0);
  const last = (rule: string, more: object = {}) =>
    say(stranger, { ...options, ...more }, { delivered: 0, rule: `strangers.${rule}` });
  const named = (name: string, ...steps: readonly Step[]) =>
    sequence(`OPTIONS: ${name} (${family})`, ...steps);
  return [
    named('too large', last('OPTIONS.size.OPTIONS', { size: 1_501 })),
    named(
      'of all',
      first,
      ...[REGISTER, INVITE].map((other, index) => say(stranger, other, 5 + index, 5 + index)),
      say(stranger, BYE, 2, 2),
      last('every.source.all'),
    ),
    named('of a subnet', first, say(neighbours, { method: 'UPDATE' }, 30, 3), last('every.subnet.all')),
    named(
      'large ones',
      first,
      say(stranger, { ...INVITE, size: 5_000 }, '1..4', 5),
      say(stranger, { ...REGISTER, size: 1_000 }, '0..5', 5),
      last('every.source.bytes', { size: 1_400 }),
    ),
    named(
      'all have 40',
      say(crowd, options, 0),
      say(crowd, options, { delivered: '40..42', rule: 'strangers.OPTIONS.again.together.OPTIONS' }),
    ),
  ];
}

function limitsOf({ chain, message, own, common, others }: Class, who: Who): readonly Test[] {
  const { family, stranger, neighbours, crowd } = who;
  const [ownName, burst] = own;
  const [commonName, most] = common;
  const last = (rule: string, of = chain) =>
    say(stranger, message, { delivered: 0, rule: `strangers.${of}.${rule}` });
  const before = others.map(([other, count]) => say(stranger, other, count, count));
  const crowded = say(crowd, commonName === 'other' ? { method: 'UPDATE' } : message, most);
  const ownRule = `strangers.${chain}.source.${ownName}`;
  return [
    sequence(
      `${chain}: a source has ${burst} (${family})`,
      say(stranger, message, { delivered: burst, rule: ownRule }, burst + 1),
    ),
    sequence(`${chain}: a source has 13 of all (${family})`, ...before, last('source.all', 'every')),
    sequence(
      `${chain}: a subnet has 30 (${family})`,
      say(neighbours, { method: 'UPDATE' }, 30, 3),
      last('subnet.all', 'every'),
    ),
    sequence(`${chain}: all have ${most} (${family})`, crowded, last(`together.${commonName}`)),
  ];
}
