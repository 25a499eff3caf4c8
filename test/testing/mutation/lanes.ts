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
const inDialog = ['BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO', 'NOTIFY', 'REFER'];
/** What a known source may ask that is answered 200 and proves nothing. */
const paid = everyMethod.filter((method) => !['REGISTER', 'INVITE', 'ACK', 'BYE'].includes(method));

const lookalike = (method: string) => ({ payload: `${method.slice(0, 4)}xyzxyzxyz` });

/** The switch answers a REGISTER: from then on the source is known. */
export const becomesKnown = ({ stranger }: Who): Step =>
  answered(200, say(stranger, { method: 'REGISTER' }, { delivered: 1, known: true }));

/** The switch calls it. */
export const becomesCalled = ({ stranger }: Who, method = 'INVITE'): Step =>
  tell(
    stranger,
    { method },
    { called: true, rule: `output.${method === 'ACK' ? 'calling' : 'called'}.pass` },
  );

export const laneTests: readonly Test[] = families.flatMap((who) => [
  ...transports.flatMap((transport) => trustedAndBlocked(who, transport)),
  ...known(who),
  ...called(who),
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

function known(who: Who): readonly Test[] {
  const { family, stranger } = who;
  const lane = (name: string, ...steps: readonly Step[]) =>
    sequence(`known: ${name} (${family})`, becomesKnown(who), ...steps);
  const still = (known: boolean) => after('9m', say(stranger, { method: 'BYE' }, { delivered: 1, known }));
  const refused = (chain: string, limit: string) => ({ delivered: 0, rule: `known.${chain}.${limit}` });
  const asks = (method: string, known = true) => say(stranger, { method }, { delivered: 1, known });
  return [
    lane(
      'REGISTER of a port',
      say(stranger, { method: 'REGISTER' }, { delivered: 8, rule: 'known.REGISTER.port.REGISTER' }, 9),
    ),
    {
      ...lane(
        'REGISTER of all ports',
        say(stranger, { method: 'REGISTER' }, { delivered: 14, rule: 'known.REGISTER.source.REGISTER' }, 15),
      ),
      ports: 3,
    },
    lane(
      'INVITE',
      say(stranger, { method: 'INVITE' }, { delivered: 16, rule: 'known.INVITE.source.INVITE' }, 17),
    ),
    lane(
      'OPTIONS',
      say(stranger, { method: 'OPTIONS' }, { delivered: 5, rule: 'known.OPTIONS.source.OPTIONS' }, 6),
    ),
    ...everyMethod.map((method) => lane(method, asks(method))),
    lane('a response', say(stranger, { response: 200 }, 1)),
    ...['REGISTER', 'INVITE'].map((method) =>
      lane(`${method} renews it`, after('9m', answered(200, asks(method))), still(true)),
    ),
    ...paid.flatMap((method) => [
      lane(`${method} does not renew it`, after('9m', answered(200, asks(method))), still(false)),
      lane(
        `${method} is paid for by its 200, and what comes behind it renews`,
        after('9m', answered(200, asks(method))),
        answered(200, asks('INVITE')),
        still(true),
      ),
      lane(
        `a second ${method} before the answer to the first holds up what comes behind it`,
        after('9m', answered('nothing', say(stranger, { method }, 2, 2))),
        // The first 200 is taken for that which is waited for.
        answered({ INVITE: 200 }, after('2s', say(stranger, { method: 'INVITE' }, { known: true }, 2))),
        still(false),
      ),
      lane(
        `${method} that is waited for holds up one, for three seconds`,
        after('9m', answered('nothing', asks(method))),
        answered({ INVITE: 200 }, after('2s', asks('INVITE'))),
        still(false),
      ),
      lane(
        `for three seconds: ${method}`,
        after('9m', answered('nothing', say(stranger, { method }, 2, 2))),
        answered({ INVITE: 200 }, after('4s', asks('INVITE'))),
        still(true),
      ),
    ]),
    lane('it is forgotten', after('601s', say(stranger, { method: 'BYE' }, { known: false }))),
    ...[...limited, 'BYE', 'ACK', 'UPDATE'].map((method) =>
      lane(
        `40 of all, ${method} the last`,
        say(stranger, { method: 'MESSAGE' }, 40, 40),
        say(stranger, { method }, refused('every', 'source.all')),
      ),
    ),
  ];
}

function called(who: Who): readonly Test[] {
  const { family, stranger } = who;
  const lane = (name: string, ...steps: readonly Step[]) =>
    sequence(`called: ${name} (${family})`, becomesCalled(who), ...steps);
  const one = (message: object, expect: object) => say(stranger, { ...message }, { ...expect });
  const many = (message: object, rule: string) =>
    say(stranger, { ...message }, { dropped: '1..60', rule }, 60);
  const register = (known: boolean) => one({ method: 'REGISTER' }, { delivered: 1, known });
  return [
    ...inDialog.map((method) => lane(method, one({ method }, { delivered: 1 }))),
    ...[{ response: 200 }, { method: 'ACK' }].map((message) =>
      lane(JSON.stringify(message), one(message, { delivered: 1 })),
    ),
    ...longMethods
      .filter((method) => inDialog.includes(method) || method === 'OPTIONS')
      .map((method) =>
        lane(
          `what begins like ${method}`,
          many(lookalike(method), 'strangers.unrecognised.source.unrecognised'),
        ),
      ),
    lane('what begins like SIP', many({ payload: 'SIP/xyz' }, 'strangers.unrecognised.source.unrecognised')),
    lane('responses without end', many({ response: 200 }, 'called.every.source.all')),
    lane('BYE without end', many({ method: 'BYE' }, 'called.every.source.all')),
    lane('requests without end', many({ method: 'CANCEL' }, 'called.every.source.all')),
    lane(
      'OPTIONS',
      say(stranger, { method: 'OPTIONS' }, { delivered: 5, rule: 'strangers.OPTIONS.first' }, 6),
    ),
    ...['CANCEL', 'INFO', 'OPTIONS'].flatMap((method) => [
      lane(
        `a 200 to ${method} teaches nothing, the next one does`,
        answered('nothing', register(false)),
        answered(200, one({ method }, { delivered: 1, known: false })),
        answered(200, register(true)),
      ),
      lane(
        `two of ${method} taint for 10 s`,
        answered('nothing', say(stranger, { method }, 2, 2)),
        answered(200, after('9s', register(false))),
        answered(200, register(false)),
        answered(200, after('11s', register(true))),
      ),
    ]),
    lane(
      'one that is waited for holds up one 200, for 10 s',
      answered('nothing', one({ method: 'CANCEL' }, { delivered: 1 })),
      answered(200, after('9s', register(false))),
    ),
    lane(
      'as long as a BYE may be answered, a 200 is that of a call',
      answered('nothing', one({ method: 'BYE' }, { delivered: 1 })),
      answered(200, after('9s', register(true))),
      answered(401, say(stranger, { method: 'REGISTER' }, { known: false }, 4)),
    ),
    sequence(
      `an ACK of the switch pardons (${family})`,
      say(stranger, { method: 'INVITE', user_agent: 'BadDialer/1' }, { banned: true }),
      tell(stranger, { method: 'ACK' }, { banned: false }),
    ),
    lane('for 5 minutes', after('290s', one({ response: 200 }, { delivered: 1 }))),
    lane('and no longer', after('301s', one({ response: 200 }, { delivered: 0 }))),
    sequence(
      `in a call for twelve hours (${family})`,
      tell(stranger, { method: 'ACK' }, { rule: 'output.calling.pass' }),
      after('11h', one({ method: 'INFO' }, { delivered: 1 })),
      after('13h', one({ method: 'INFO' }, { delivered: 0 })),
    ),
  ];
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
