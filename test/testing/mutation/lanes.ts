import {
  after,
  answered,
  families,
  type Step,
  say,
  sequence,
  type Test,
  type Transport,
  tell,
  transports,
  type Who,
} from './battery.js';

const everyMethod = [
  ...['REGISTER', 'INVITE', 'ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO'],
  ...['SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'MESSAGE', 'REFER', 'OPTIONS'],
];
/** Those that another begins like, in four bytes. */
const longMethods = everyMethod.filter((method) => method.length > 3);
const limited = ['REGISTER', 'INVITE', 'OPTIONS'];
const inDialog = ['BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO', 'NOTIFY'];
const lookalike = (method: string) => ({ payload: `${method.slice(0, 4)}xyzxyzxyz` });

/** The switch answers a REGISTER: from then on the source is known. */
export const becomesKnown = ({ stranger }: Who, transport: Transport = 'udp'): Step =>
  answered(200, say(stranger, { method: 'REGISTER', transport }, { delivered: 1, known: true }));

/** The switch calls it. */
export const becomesCalled = ({ stranger }: Who, method = 'INVITE'): Step =>
  tell(stranger, { method }, { called: true, rule: 'output.called.pass' });

export const laneTests: readonly Test[] = families.flatMap((who) => [
  ...transports.flatMap((transport) => [
    ...trustedAndBlocked(who, transport),
    ...known(who, transport),
    ...called(who, transport),
  ]),
  ...calling(who),
]);

function trustedAndBlocked({ family, trusted, blocked }: Who, transport: Transport): readonly Test[] {
  const passes = { delivered: 100, banned: false, rule: `sip.${transport}.trusted` };
  return [
    sequence(
      `trusted over ${transport} (${family})`,
      say(trusted, { method: 'OPTIONS', transport }, passes, 100),
    ),
    sequence(
      `blocked over ${transport} (${family})`,
      say(blocked, { method: 'REGISTER', transport }, { delivered: 0, rule: `sip.${transport}.blocked` }),
    ),
  ];
}

function known(who: Who, transport: Transport): readonly Test[] {
  const { family, stranger } = who;
  const over = (method: string) => ({ method, transport });
  const lane = (name: string, ...steps: readonly Step[]) =>
    sequence(`known over ${transport}: ${name} (${family})`, becomesKnown(who, transport), ...steps);
  const renewed = after('9m', say(stranger, over('BYE'), { delivered: 1, known: true }));
  const refused = (chain: string, limit: string) => ({ delivered: 0, rule: `known.${chain}.${limit}` });
  return [
    lane(
      'REGISTER of a port',
      say(stranger, over('REGISTER'), { delivered: 8, rule: 'known.REGISTER.port.REGISTER' }, 9),
    ),
    ...(transport === 'udp'
      ? [
          {
            ...lane(
              'REGISTER of all ports',
              say(stranger, over('REGISTER'), { delivered: 14, rule: 'known.REGISTER.source.REGISTER' }, 15),
            ),
            ports: 3,
          },
        ]
      : []),
    lane('INVITE', say(stranger, over('INVITE'), { delivered: 16, rule: 'known.INVITE.source.INVITE' }, 17)),
    lane(
      'OPTIONS',
      say(stranger, over('OPTIONS'), { delivered: 5, rule: 'known.OPTIONS.source.OPTIONS' }, 6),
    ),
    ...limited.map((method) =>
      lane(`${method} passes`, say(stranger, over(method), { rule: `known.${method}.pass` })),
    ),
    ...everyMethod
      .filter((method) => !limited.includes(method))
      .map((method) => lane(method, say(stranger, over(method), { delivered: 1, rule: 'known.other.pass' }))),
    ...limited.map((method) =>
      lane(
        `what begins like ${method}`,
        say(stranger, { ...lookalike(method), transport }, { rule: 'known.other.pass' }),
      ),
    ),
    ...['REGISTER', 'INVITE'].map((method) =>
      lane(`${method} renews it`, after('9m', answered(200, say(stranger, over(method), 1))), renewed),
    ),
    lane('it is forgotten', after('601s', say(stranger, over('BYE'), { known: false }))),
    ...(transport === 'udp' ? [...limited, 'BYE'] : []).map((method) =>
      lane(
        `40 of all, ${method} the last`,
        say(stranger, over('MESSAGE'), 40, 40),
        say(stranger, over(method), refused(method === 'BYE' ? 'other' : method, 'source.all')),
      ),
    ),
  ];
}

function called(who: Who, transport: Transport): readonly Test[] {
  const { family, stranger } = who;
  const lane = (name: string, ...steps: readonly Step[]) =>
    sequence(`called over ${transport}: ${name} (${family})`, becomesCalled(who), ...steps);
  const one = (message: object, expect: object) => say(stranger, { ...message, transport }, { ...expect });
  const many = (message: object, rule: string) =>
    say(stranger, { ...message, transport }, { dropped: '1..60', rule }, 60);
  return [
    ...inDialog.map((method) =>
      lane(method, one({ method }, { delivered: 1, rule: 'called.requests.pass' })),
    ),
    ...[{ response: 200 }, { method: 'ACK' }].map((message) =>
      lane(JSON.stringify(message), one(message, { delivered: 1, rule: 'called.dialog.pass' })),
    ),
    ...longMethods
      .filter((method) => inDialog.includes(method) || method === 'OPTIONS')
      .map((method) =>
        lane(`what begins like ${method}`, one(lookalike(method), { rule: unread(transport) })),
      ),
    lane('what begins like SIP', one({ payload: 'SIP/xyz' }, { rule: unread(transport) })),
    lane('responses without end', many({ response: 200 }, 'called.dialog.source.all')),
    lane('requests without end', many({ method: 'BYE' }, 'called.requests.source.all')),
    lane(
      'OPTIONS',
      say(
        stranger,
        { method: 'OPTIONS', transport },
        { delivered: 5, rule: 'strangers.OPTIONS.source.OPTIONS' },
        6,
      ),
    ),
    lane('one OPTIONS', one({ method: 'OPTIONS' }, { rule: 'called.OPTIONS.within.pass' })),
    ...['BYE', 'OPTIONS'].flatMap((method) => [
      lane(
        `a 200 to ${method} taints for 10 s`,
        answered(200, one({ method }, { delivered: 1, known: false })),
        after('9s', answered(200, one({ method: 'REGISTER' }, { delivered: 1, known: false }))),
      ),
    ]),
    lane(
      'for 5 minutes',
      after('290s', one({ method: 'BYE' }, { delivered: 1, rule: 'called.requests.pass' })),
    ),
  ];
}

/** Over TCP a segment may be the rest of a message. */
function unread(transport: Transport): string {
  return transport === 'udp' ? 'strangers.unrecognised.next' : 'strangers.stream.next';
}

/** What the switch says, and whom it makes called. */
function calling(who: Who): readonly Test[] {
  const { family, stranger, trusted } = who;
  const other = { called: false, rule: 'output.other.pass' };
  return [
    ...everyMethod.map((method) =>
      sequence(`the switch sends ${method} (${family})`, becomesCalled(who, method)),
    ),
    ...longMethods.map((method) =>
      sequence(
        `the switch sends what begins like ${method} (${family})`,
        tell(stranger, lookalike(method), other),
      ),
    ),
    sequence(`the switch sends CRLF (${family})`, tell(stranger, { payload: '\r\n' }, other)),
    sequence(
      `the switch calls who is trusted (${family})`,
      tell(trusted, { method: 'INVITE' }, { called: false, rule: 'output.udp.trusted' }),
    ),
    ...[100, 183, 486, 500].map((response) =>
      sequence(
        `the switch sends ${response} (${family})`,
        tell(stranger, { response }, { called: false, known: false }),
      ),
    ),
    sequence(
      `a 200 to whom nobody waits for (${family})`,
      tell(stranger, { response: 200 }, { known: false, rule: 'answers.ok.pass' }),
    ),
  ];
}
