import { families, say, sequence, type Test, type Who } from './battery.js';

interface Class {
  readonly chain: string;
  readonly message: Readonly<Record<string, unknown>>;
  /** The limit of a source, and how it is called. */
  readonly own: readonly [name: string, burst: number] | undefined;
  readonly common: readonly [name: string, burst: number];
  /** What uses up the limit of all packets without touching the own limit of the class. */
  readonly others: readonly (readonly [message: Readonly<Record<string, unknown>>, count: number])[];
}

const [REGISTER, INVITE, BYE, ACK] = ['REGISTER', 'INVITE', 'BYE', 'ACK'].map((method) => ({ method }));
const nonsense = { payload: 'hello' };
const crlf = { payload: '\r\n\r\n' };

const classes: readonly Class[] = [
  {
    chain: 'REGISTER',
    message: { method: 'REGISTER' },
    own: ['REGISTER', 5],
    common: ['REGISTER', 40],
    others: [
      [INVITE ?? {}, 6],
      [BYE ?? {}, 6],
    ],
  },
  {
    chain: 'INVITE',
    message: { method: 'INVITE' },
    own: ['INVITE', 6],
    common: ['INVITE', 41],
    others: [
      [REGISTER ?? {}, 5],
      [BYE ?? {}, 7],
    ],
  },
  {
    chain: 'other',
    message: { method: 'BYE' },
    own: ['other', 7],
    common: ['other', 42],
    others: [
      [REGISTER ?? {}, 5],
      [INVITE ?? {}, 6],
      [nonsense, 1],
    ],
  },
  {
    chain: 'ACK',
    message: { method: 'ACK' },
    own: ['other', 7],
    common: ['other', 42],
    others: [
      [REGISTER ?? {}, 5],
      [INVITE ?? {}, 6],
      [nonsense, 1],
    ],
  },
  {
    chain: 'unrecognised',
    message: nonsense,
    own: ['unrecognised', 3],
    common: ['other', 42],
    others: [
      [REGISTER ?? {}, 5],
      [INVITE ?? {}, 6],
      [BYE ?? {}, 1],
    ],
  },
  {
    chain: 'keepalive',
    message: crlf,
    own: ['keepalive', 2],
    common: ['other', 42],
    others: [
      [REGISTER ?? {}, 5],
      [INVITE ?? {}, 6],
      [BYE ?? {}, 1],
    ],
  },
];

const dropped = ['OPTIONS', 'SUBSCRIBE', 'PUBLISH', 'MESSAGE', 'NOTIFY', 'REFER', 'INFO'];
const inDialog = ['BYE', 'CANCEL', 'PRACK', 'UPDATE'];

export const strangerTests: readonly Test[] = families.flatMap((who) => [
  ...classes.flatMap((one) => limitsOf(one, who)),
  ...dropped.map((method) =>
    sequence(
      `${method} of a stranger (${who.family})`,
      say(who.stranger, { method }, { delivered: 0, rule: `strangers.${method}.source.${method}` }),
    ),
  ),
  ...inDialog.map((method) =>
    sequence(
      `${method} of a stranger (${who.family})`,
      say(who.stranger, { method }, { delivered: 1, rule: 'strangers.other.taint' }),
    ),
  ),
]);

function limitsOf(
  { chain, message, own, common, others }: Class,
  { family, stranger, neighbours, crowd }: Who,
): readonly Test[] {
  const refusedBy = (rule: string) => ({ delivered: 0, rule: `strangers.${chain}.${rule}` });
  const before = others.map(([other, count]) => say(stranger, other, count, count));
  const [first, ...rest] = before;
  if (first === undefined) throw new Error('something comes before');
  return [
    ...(own === undefined
      ? []
      : [
          sequence(
            `${chain}: a source has ${own[1]} (${family})`,
            say(
              stranger,
              message,
              { delivered: own[1], rule: `strangers.${chain}.source.${own[0]}` },
              own[1] + 1,
            ),
          ),
        ]),
    sequence(
      `${chain}: a source has 12 of all (${family})`,
      first,
      ...rest,
      say(stranger, message, refusedBy('source.all')),
    ),
    sequence(
      `${chain}: a subnet has 30 (${family})`,
      say(neighbours, { method: 'CANCEL' }, 30, 3),
      say(stranger, message, refusedBy('subnet.all')),
    ),
    sequence(
      `${chain}: all have ${common[1]} (${family})`,
      say(crowd, common[0] === 'other' ? { method: 'CANCEL' } : message, common[1]),
      say(stranger, message, refusedBy(`together.${common[0]}`)),
    ),
  ];
}
