import {
  after,
  answered,
  families,
  type Message,
  type Step,
  say,
  sequence,
  type Test,
  type Transport,
  tell,
  transports,
  type Who,
} from './battery.js';
import { becomesCalled, becomesKnown } from './lanes.js';

const scanner = { method: 'INVITE', user_agent: 'BadDialer/1' };

export const banTests: readonly Test[] = families.flatMap((who) =>
  transports.flatMap((transport) => [
    ...causes(who, transport),
    ...lessons(who, transport),
    ...spared(who, transport),
    ...parole(who, transport),
  ]),
);

/** What brings a ban, and for how many seconds it stops everything. */
function causes({ family, stranger }: Who, transport: Transport): readonly Test[] {
  const over = (method: string) => ({ method, transport });
  const banned = (name: string, lasts: number, step: Step) =>
    sequence(
      `${name} over ${transport} (${family})`,
      step,
      after(`${lasts - 2}s`, say(stranger, { method: 'INVITE' }, { delivered: 0, banned: true })),
      after('3s', say(stranger, { method: 'INVITE' }, { delivered: 1, banned: false })),
    );
  const refusals = (answer: number, method: string, count: number) =>
    answered(answer, say(stranger, over(method), { delivered: count, banned: true }, count));
  const found = { delivered: 0, banned: true, rule: 'strangers.signatures.bad' };
  return [
    banned('a signature', 60, say(stranger, { ...scanner, transport }, found)),
    banned('a flood', 120, say(stranger, over('OPTIONS'), { delivered: 0, banned: true }, 60)),
    ...['REGISTER', 'INVITE'].flatMap((method) => [
      ...[401, 407].map((answer) => banned(`${answer} to ${method}`, 180, refusals(answer, method, 4))),
      ...[403, 404].map((answer) => banned(`${answer} to ${method}`, 240, refusals(answer, method, 3))),
    ]),
  ];
}

/** What the answers of the switch teach, and what they do not. */
function lessons(who: Who, transport: Transport): readonly Test[] {
  const { family, stranger } = who;
  const over = (method: string) => ({ method, transport });
  const asks = (message: Message, known: boolean) =>
    say(stranger, { ...message, transport }, { delivered: 1, known });
  const named = (name: string, ...steps: readonly Step[]) =>
    sequence(`${name} over ${transport} (${family})`, ...steps);
  const late = (wait: string, known: boolean) => after(wait, tell(stranger, { response: 200 }, { known }));
  return [
    ...['REGISTER', 'INVITE'].map((method) =>
      named(`a 200 to ${method} teaches`, answered(200, asks({ method }, true))),
    ),
    ...[100, 180, 202, 302, 401, 404, 486, 500, 603].map((status) =>
      named(`${status} does not teach`, answered(status, asks({ method: 'INVITE' }, false))),
    ),
    ...['BYE', 'CANCEL', 'UPDATE', 'PRACK'].map((method) =>
      named(
        `a 200 to ${method} does not teach, and taints for 10 s`,
        answered(200, asks({ method }, false)),
        after('9s', answered(200, asks({ method: 'REGISTER' }, false))),
      ),
    ),
    named(
      'what cannot be read taints for 10 s',
      asks({ payload: 'hello' }, false),
      after('9s', answered(200, asks({ method: 'REGISTER' }, false))),
    ),
    named(
      'a taint ends',
      answered(200, asks({ method: 'BYE' }, false)),
      after('11s', answered(200, asks({ method: 'REGISTER' }, true))),
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
        becomesKnown(who, transport),
        after('9m', answered('nothing', say(stranger, over(method ?? ''), 1))),
        late(wait, true),
        after('9m', say(stranger, over('BYE'), { known: true })),
      ),
    ),
    named(
      'a 200 takes challenges back',
      answered(401, say(stranger, over('REGISTER'), { delivered: 3, banned: false }, 3)),
      answered(200, say(stranger, over('REGISTER'), { delivered: 1, known: true, banned: false })),
    ),
    ...(transport === 'tcp'
      ? [401, 404].flatMap((status) =>
          ['REGISTER', 'INVITE'].map((method) =>
            named(
              `${status} to ${method} is the whole answer`,
              answered(status, asks({ method }, false)),
              late('1s', false),
            ),
          ),
        )
      : []),
  ];
}

/** Who is not banned whatever is done in his name, and when a ban is not renewed. */
function spared(who: Who, transport: Transport): readonly Test[] {
  const { family, stranger } = who;
  const over = (method: string) => ({ method, transport });
  const named = (name: string, ...steps: readonly Step[]) =>
    sequence(`${name} over ${transport} (${family})`, ...steps);
  const free = (method: string, count: number, more: object = {}) =>
    say(stranger, over(method), { banned: false, ...more }, count);
  const known = becomesKnown(who, transport);
  const called = becomesCalled(who);
  return [
    named('challenges of a known source', known, answered(401, free('REGISTER', 6, { delivered: 6 }))),
    named('refusals of a known source', known, answered(404, free('INVITE', 6, { delivered: 6 }))),
    named('a flood of a known source', known, free('OPTIONS', 60)),
    named('a flood of a called source', called, free('REGISTER', 60, { dropped: '55..60' })),
    named(
      'a signature of a called source',
      called,
      say(stranger, { ...scanner, transport }, { banned: false, delivered: 0 }),
    ),
    named('refusals of a called source', called, answered(404, free('INVITE', 6))),
    named('challenges of a called source', called, answered(401, free('REGISTER', 5))),
    named(
      'a call pardons',
      say(stranger, { ...scanner, transport }, { banned: true }),
      called,
      free('BYE', 1, { delivered: 1 }),
    ),
  ];
}

/** A trickle of REGISTER gets through a ban, so that a forged one can be left. */
function parole({ family, stranger }: Who, transport: Transport): readonly Test[] {
  const named = (name: string, ...steps: readonly Step[]) =>
    sequence(
      `parole over ${transport}: ${name} (${family})`,
      say(stranger, scanner, { delivered: 0, banned: true }),
      ...steps,
    );
  const register = (expect: object) => say(stranger, { method: 'REGISTER', transport }, { ...expect });
  const freed = named(
    'a 200 ends the ban',
    answered(200, register({ delivered: 1, known: true, banned: false })),
  );
  if (transport === 'tcp')
    return [
      freed,
      named(
        '12 segments',
        say(stranger, { method: 'REGISTER', transport }, 5, 5),
        say(stranger, { method: 'INVITE', transport }, { delivered: 3, rule: 'banned.tcp.drop' }, 4),
      ),
    ];
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
