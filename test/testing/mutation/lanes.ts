import {
  families,
  type Step,
  say,
  sequence,
  type Test,
  type Transport,
  transports,
  type Who,
} from './battery.js';

const everyMethod = [
  'REGISTER',
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'PRACK',
  'UPDATE',
  'INFO',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'MESSAGE',
  'REFER',
  'OPTIONS',
];

/** The switch answers a REGISTER: from then on the source is known. */
export const becomesKnown = (who: Who, transport: Transport = 'udp'): Step => ({
  answer: 200,
  ...say(who.stranger, { method: 'REGISTER', transport }, { delivered: 1, known: true }),
});

/** The switch calls it. */
export const becomesCalled = (who: Who, method = 'INVITE'): Step => ({
  send: { to: who.stranger, method },
  expect: { called: true },
});

export const laneTests: readonly Test[] = families.flatMap((who) => [
  ...transports.flatMap((transport) => [
    ...trustedAndBlocked(who, transport),
    ...known(who, transport),
    ...called(who, transport),
  ]),
  // ACK follows an INVITE, which has taught already.
  ...everyMethod
    .filter((method) => method !== 'ACK' && method !== 'BYE')
    .map((method) =>
      sequence(
        `${method} of the switch makes its receiver called (${who.family})`,
        becomesCalled(who, method),
      ),
    ),
]);

function trustedAndBlocked({ family, trusted, blocked }: Who, transport: Transport): readonly Test[] {
  return [
    sequence(
      `trusted over ${transport} (${family})`,
      say(
        trusted,
        { method: 'OPTIONS', transport },
        { delivered: 100, banned: false, rule: `sip.${transport}.trusted` },
        100,
      ),
    ),
    sequence(
      `blocked over ${transport} (${family})`,
      say(blocked, { method: 'REGISTER', transport }, { delivered: 0, rule: `sip.${transport}.blocked` }),
    ),
  ];
}

function known(who: Who, transport: Transport): readonly Test[] {
  const { family, stranger } = who;
  const first = becomesKnown(who, transport);
  const over = (method: string) => ({ method, transport });
  const lane = (name: string, ...steps: readonly Step[]) => ({
    ...sequence(`known over ${transport}: ${name} (${family})`, first, ...steps),
    ...(/all ports/.test(name) ? { ports: 3 } : {}),
  });
  // A connection and what it acknowledges are in the bucket too.
  return [
    lane(
      'REGISTER of a port',
      say(stranger, over('REGISTER'), { delivered: 8, rule: 'known.REGISTER.port.REGISTER' }, 9),
    ),
    lane(
      'OPTIONS',
      say(stranger, over('OPTIONS'), { delivered: 5, rule: 'known.OPTIONS.source.OPTIONS' }, 6),
    ),
    lane(
      'REGISTER of all ports',
      ...(transport === 'udp'
        ? [say(stranger, over('REGISTER'), { delivered: 14, rule: 'known.REGISTER.source.REGISTER' }, 15)]
        : [7, 7]
            .map((count) => say(stranger, over('REGISTER'), count, count))
            .concat(
              say(stranger, over('REGISTER'), { delivered: 0, rule: 'known.REGISTER.source.REGISTER' }),
            )),
    ),
    lane('INVITE', say(stranger, over('INVITE'), { delivered: 16, rule: 'known.INVITE.source.INVITE' }, 17)),
    lane(
      'OPTIONS is remembered nowhere',
      say(stranger, over('OPTIONS'), { delivered: 1, known: true, rule: 'known.OPTIONS.pass' }),
    ),
    ...['REGISTER', 'INVITE'].map((method) =>
      lane(
        `${method} renews it`,
        { wait: '9m', answer: 200, ...say(stranger, over(method), 1) },
        { wait: '9m', ...say(stranger, over('BYE'), { delivered: 1, known: true }) },
      ),
    ),
    lane('it is forgotten', { wait: '601s', ...say(stranger, over('BYE'), { known: false }) }),
    ...['BYE', 'REGISTER', 'INVITE', 'OPTIONS'].map((method) =>
      lane(
        `40 of all, ${method} the last`,
        say(stranger, over('MESSAGE'), {}, transport === 'udp' ? 60 : 35),
        say(stranger, over(method), {
          delivered: 0,
          rule: `known.${method === 'BYE' ? 'other' : method}.source.all`,
        }),
      ),
    ),
    ...everyMethod
      .filter((method) => !['REGISTER', 'INVITE', 'OPTIONS'].includes(method))
      .map((method) =>
        lane(
          `${method} is answered`,
          say(stranger, over(method), { delivered: 1, rule: 'known.other.pass' }),
        ),
      ),
  ];
}

function called(who: Who, transport: Transport): readonly Test[] {
  const { family, stranger } = who;
  return [
    ...['BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO', 'NOTIFY'].map((method) =>
      sequence(
        `${method} of a called source over ${transport} (${family})`,
        becomesCalled(who),
        say(stranger, { method, transport }, { delivered: 1, rule: 'called.requests.pass' }),
      ),
    ),
    sequence(
      `answers of a called source over ${transport} (${family})`,
      becomesCalled(who),
      say(stranger, { response: 200, transport }, { delivered: 1, rule: 'called.dialog.pass' }),
    ),
    sequence(
      `ACK of a called source over ${transport} (${family})`,
      becomesCalled(who),
      say(stranger, { method: 'ACK', transport }, { delivered: 1, rule: 'called.dialog.pass' }),
    ),
    sequence(
      `OPTIONS of a called source over ${transport} (${family})`,
      becomesCalled(who),
      say(
        stranger,
        { method: 'OPTIONS', transport },
        { delivered: 5, rule: 'strangers.OPTIONS.source.OPTIONS' },
        6,
      ),
    ),
  ];
}
