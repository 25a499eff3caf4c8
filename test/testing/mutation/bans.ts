import {
  after,
  answered,
  families,
  type Message,
  type Step,
  say,
  sequence,
  type Test,
  tell,
  type Who,
} from './battery.js';
import { becomesCalled, becomesKnown } from './lanes.js';

const scanner = { method: 'INVITE', user_agent: 'BadDialer/1' };

export const banTests: readonly Test[] = families.flatMap((who) => [
  ...causes(who),
  ...lessons(who),
  ...spared(who),
  ...parole(who),
]);

/** What brings a ban, and for how many seconds it stops everything. */
function causes({ family, stranger }: Who): readonly Test[] {
  const over = (method: string) => ({ method });
  const banned = (name: string, lasts: number, step: Step) =>
    sequence(
      `${name} (${family})`,
      step,
      after(`${lasts - 2}s`, say(stranger, { method: 'INVITE' }, { delivered: 0, banned: true })),
      after('3s', say(stranger, { method: 'INVITE' }, { delivered: 1, banned: false })),
    );
  const refusals = (answer: number, method: string, count: number) =>
    answered(answer, say(stranger, over(method), { delivered: count, banned: true }, count));
  const found = { delivered: 0, banned: true, rule: 'strangers.signatures.bad' };
  return [
    banned('a signature', 60, say(stranger, scanner, found)),
    banned('a flood', 120, say(stranger, over('INFO'), { delivered: 0, banned: true }, 60)),
    ...['REGISTER', 'INVITE'].flatMap((method) => [
      ...[401, 407].map((answer) => banned(`${answer} to ${method}`, 180, refusals(answer, method, 4))),
      ...[403, 404].map((answer) => banned(`${answer} to ${method}`, 240, refusals(answer, method, 3))),
    ]),
  ];
}

/** What the answers of the switch teach, and what they do not. */
function lessons(who: Who): readonly Test[] {
  const { family, stranger } = who;
  const over = (method: string) => ({ method });
  const asks = (message: Message, known: boolean) => say(stranger, message, { delivered: 1, known });
  const named = (name: string, ...steps: readonly Step[]) => sequence(`${name} (${family})`, ...steps);
  const late = (wait: string, known: boolean) => after(wait, tell(stranger, { response: 200 }, { known }));
  return [
    ...['REGISTER', 'INVITE'].map((method) =>
      named(`a 200 to ${method} teaches`, answered(200, asks({ method }, true))),
    ),
    ...[100, 180, 202, 302, 401, 404, 486, 500, 603].map((status) =>
      named(`${status} does not teach`, answered(status, asks({ method: 'INVITE' }, false))),
    ),
    ...['CANCEL', 'UPDATE', 'PRACK'].flatMap((method) => [
      named(
        `a 200 to ${method} does not teach, and pays`,
        answered('nothing', asks({ method: 'REGISTER' }, false)),
        answered(200, asks({ method }, false)),
        answered(200, asks({ method: 'REGISTER' }, true)),
      ),
      named(
        `${method} that is waited for holds up the next 200 for 10 s, and no more`,
        answered('nothing', asks({ method }, false)),
        answered(200, after('9s', asks({ method: 'REGISTER' }, false))),
        answered(200, asks({ method: 'REGISTER' }, true)),
      ),
      named(
        `two of ${method} hold up every 200 for 10 s`,
        answered('nothing', say(stranger, over(method), 2, 2)),
        answered(200, after('8s', say(stranger, over('REGISTER'), { delivered: 2, known: false }, 2))),
        answered(200, after('3s', asks({ method: 'REGISTER' }, true))),
      ),
    ]),
    named(
      'nor of INVITE, nor is anybody registered by them',
      answered('nothing', say(stranger, over('CANCEL'), 2, 2)),
      answered(200, after('8s', say(stranger, over('INVITE'), { delivered: 2, known: false }, 2))),
      answered(200, say(stranger, over('REGISTER'), { delivered: 1, known: false })),
      answered(200, after('3s', asks({ method: 'INVITE' }, true))),
      answered(401, say(stranger, over('REGISTER'), { known: false }, 5)),
    ),
    named(
      'nor registered, whom only a call makes known later',
      answered('nothing', say(stranger, over('CANCEL'), 2, 2)),
      answered(200, after('8s', say(stranger, over('REGISTER'), { delivered: 2, known: false }, 2))),
      answered(200, after('3s', asks({ method: 'INVITE' }, true))),
      answered(401, say(stranger, over('REGISTER'), { known: false }, 4)),
    ),
    named(
      'a 200 to OPTIONS beside a REGISTER teaches nothing',
      answered('nothing', say(stranger, over('OPTIONS'), 0)),
      answered('nothing', asks({ method: 'REGISTER' }, false)),
      answered(200, asks({ method: 'OPTIONS' }, false)),
    ),
    ...registered(who),
    named(
      'two at the same moment are told though neither is written down yet',
      answered('nothing', asks({ method: 'CANCEL' }, false)),
      tell(stranger, { response: 200 }, { known: false }),
      after('50ms', asks({ method: 'CANCEL' }, false)),
      tell(stranger, { response: 200 }, { known: false }),
      answered(200, after('1s', asks({ method: 'REGISTER' }, false))),
    ),
    named(
      'a BYE and a short datagram hold up nothing',
      answered('nothing', asks({ method: 'BYE' }, false)),
      asks({ payload: 'hello' }, false),
      answered(200, asks({ method: 'REGISTER' }, true)),
    ),
    // The answer comes over UDP, for the sets ask for no transport.
    named('a REGISTER waits for 5 s', asks({ method: 'REGISTER' }, false), late('4s', true)),
    named('and no longer', asks({ method: 'REGISTER' }, false), late('6s', false)),
    named('an INVITE waits for 3 minutes', asks({ method: 'INVITE' }, false), late('170s', true)),
    named('and no longer than that', asks({ method: 'INVITE' }, false), late('190s', false)),
    ...[
      ['REGISTER', '4s'],
      ['INVITE', '170s'],
    ].map(([method, wait = '']) =>
      named(
        `${method} of a known source waits as long`,
        becomesKnown(who),
        after('9m', answered('nothing', say(stranger, over(method ?? ''), 1))),
        late(wait, true),
        after('9m', say(stranger, over('ACK'), { known: true })),
      ),
    ),
    named(
      'a 200 takes challenges back',
      answered(401, say(stranger, over('REGISTER'), { delivered: 3, banned: false }, 3)),
      answered(200, say(stranger, over('REGISTER'), { delivered: 1, known: true, banned: false })),
    ),
  ];
}

/** Who is known by a REGISTER, and who by a call, or its BYE, alone. */
function registered({ family, stranger }: Who): readonly Test[] {
  const named = (name: string, ...steps: readonly Step[]) => sequence(`${name} (${family})`, ...steps);
  const ask = (answer: number | 'nothing', method: string, count = 1, expect: object = {}) =>
    answered(answer, say(stranger, { method }, { ...expect }, count));
  const guesses = (banned: boolean) => [
    ask(401, 'REGISTER', 4, { banned, known: !banned }),
    ask(404, 'REGISTER', 1, { banned, known: !banned }),
  ];
  const call = ask(200, 'INVITE', 1, { known: true });
  return [
    named('known by a call: guesses are counted', call, ...guesses(true)),
    named(
      'known by a call: wrong numbers by REGISTER are',
      call,
      ask(403, 'REGISTER', 3, { banned: true, known: false }),
    ),
    named(
      'known by a call: what its calls are answered is not',
      call,
      ask(407, 'INVITE', 6, { banned: false }),
      ask(404, 'INVITE', 6, { banned: false }),
    ),
    named(
      'a REGISTER while a call rings',
      ask('nothing', 'INVITE'),
      ask(200, 'REGISTER', 1, { known: true }),
      ...guesses(true),
    ),
    named(
      'a REGISTER behind a BYE',
      ask('nothing', 'BYE'),
      after('9s', ask(200, 'REGISTER', 1, { known: true })),
      ...guesses(true),
    ),
    named(
      'a REGISTER later than that',
      ask('nothing', 'BYE'),
      after('11s', ask(200, 'REGISTER', 1, { known: true })),
      ...guesses(false),
    ),
    named(
      'a BYE of whom a call made known',
      call,
      after('185s', ask('nothing', 'BYE')),
      after('9s', ask(200, 'REGISTER', 1, { known: true })),
      ...guesses(true),
    ),
    named(
      'who has registered stays so while calls ring',
      ask(200, 'REGISTER', 1, { known: true }),
      after('9m', ask('nothing', 'INVITE')),
      ask(200, 'REGISTER', 1, { known: true }),
      after('9m', ask(401, 'REGISTER', 4, { banned: false, known: true })),
    ),
    named(
      'and for as long as he is known',
      ask(200, 'REGISTER', 1, { known: true }),
      after('9m', ask(401, 'REGISTER', 4, { banned: false, known: true })),
    ),
  ];
}

/** Who is not banned whatever is done in his name, and when a ban is not renewed. */
function spared(who: Who): readonly Test[] {
  const { family, stranger } = who;
  const over = (method: string) => ({ method });
  const named = (name: string, ...steps: readonly Step[]) => sequence(`${name} (${family})`, ...steps);
  const free = (method: string, count: number, more: object = {}) =>
    say(stranger, over(method), { banned: false, ...more }, count);
  const known = becomesKnown(who);
  const called = becomesCalled(who);
  const inCall = becomesCalled(who, 'ACK');
  return [
    named('challenges of a known source', known, answered(401, free('REGISTER', 6, { delivered: 6 }))),
    named('refusals of a known source', known, answered(404, free('INVITE', 6, { delivered: 6 }))),
    named('a flood of a known source', known, free('OPTIONS', 60)),
    named('a flood of a called source', called, free('REGISTER', 60, { dropped: '55..60' })),
    named('a signature of a called source', called, say(stranger, scanner, { banned: false, delivered: 0 })),
    named('refusals of a called source', called, answered(404, free('INVITE', 6))),
    named('a flood of who is in a call', inCall, free('REGISTER', 60, { dropped: '55..60' })),
    named('a signature of who is in a call', inCall, say(stranger, scanner, { banned: false, delivered: 0 })),
    named('refusals of who is in a call', inCall, answered(404, free('INVITE', 6))),
    named('challenges of who is in a call', inCall, answered(401, free('INVITE', 6))),
    named('challenges of a called source', called, answered(401, free('REGISTER', 5))),
    named(
      'a call pardons',
      say(stranger, scanner, { banned: true }),
      called,
      free('BYE', 1, { delivered: 1 }),
    ),
  ];
}

/** A trickle of REGISTER gets through a ban, so that a forged one can be left. */
function parole({ family, stranger }: Who): readonly Test[] {
  const named = (name: string, ...steps: readonly Step[]) =>
    sequence(`parole: ${name} (${family})`, say(stranger, scanner, { delivered: 0, banned: true }), ...steps);
  const register = (expect: object) => say(stranger, { method: 'REGISTER' }, { ...expect });
  const freed = named(
    'a 200 ends the ban',
    answered(200, register({ delivered: 1, known: true, banned: false })),
  );
  return [
    freed,
    named('two REGISTERs', say(stranger, { method: 'REGISTER' }, 2, 3)),
    named('nothing else', say(stranger, { method: 'BYE' }, 0), say(stranger, { payload: 'x' }, 0)),
    // Each would end at another moment if the second cause had begun it anew.
    unrenewed('a challenge does not lengthen it', [404, 'INVITE', 3], [401, 5], '112s'),
    unrenewed('a refusal does not lengthen it', [401, 'INVITE', 4], [404, 3], '92s'),
  ];

  function unrenewed(
    name: string,
    [first, method, count]: readonly [number, string, number],
    [second, times]: readonly [number, number],
    rest: string,
  ): Test {
    const again = answered(
      second,
      after('20s', say(stranger, { method: 'REGISTER' }, { delivered: 1, banned: true })),
    );
    return sequence(
      `parole: ${name} (${family})`,
      answered(first, say(stranger, { method }, { delivered: count, banned: true }, count)),
      ...Array.from({ length: times }, (_, index) => (index === 0 ? { ...again, wait: '50s' } : again)),
      after(rest, say(stranger, { method: 'BYE' }, { delivered: 1, banned: false })),
    );
  }
}
