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
import { becomesCalled, becomesKnown } from './lanes.js';

const scanner = { method: 'INVITE', user_agent: 'BadDialer/1' };

export const banTests: readonly Test[] = families.flatMap((who) =>
  transports.flatMap((transport) => [
    ...causes(who, transport),
    ...answers(who, transport),
    ...parole(who, transport),
  ]),
);

/** What brings a ban, for how long, and what stops while it lasts. */
function causes({ family, stranger }: Who, transport: Transport): readonly Test[] {
  const over = (method: string) => ({ method, transport });
  const banned = (name: string, lasts: number, ...steps: readonly [Step, ...Step[]]) => {
    const [first, ...rest] = steps;
    return sequence(
      `${name} over ${transport} (${family})`,
      first,
      ...rest,
      { wait: `${lasts - 2}s`, ...say(stranger, { method: 'INVITE' }, { delivered: 0, banned: true }) },
      { wait: '3s', ...say(stranger, { method: 'INVITE' }, { delivered: 1, banned: false }) },
    );
  };
  return [
    banned(
      'a signature',
      60,
      say(
        stranger,
        { ...scanner, transport },
        { delivered: 0, banned: true, rule: 'strangers.signatures.bad' },
      ),
    ),
    banned('a flood', 120, say(stranger, over('OPTIONS'), { delivered: 0, banned: true }, 60)),
    ...[401, 407].map((answer) =>
      banned(`${answer} to REGISTER`, 180, {
        answer,
        ...say(stranger, over('REGISTER'), { delivered: 4, banned: true }, 4),
      }),
    ),
    ...[403, 404].map((answer) =>
      banned(`${answer} to INVITE`, 240, {
        answer,
        ...say(stranger, over('INVITE'), { delivered: 3, banned: true }, 3),
      }),
    ),
  ];
}

/** What the answers of the switch teach, and what they do not. */
function answers(who: Who, transport: Transport): readonly Test[] {
  const { family, stranger } = who;
  const over = (method: string) => ({ method, transport });
  const named = (name: string, first: Step, ...rest: readonly Step[]) =>
    sequence(`${name} over ${transport} (${family})`, first, ...rest);
  return [
    ...['REGISTER', 'INVITE'].map((method) =>
      named(`a 200 to ${method} teaches`, {
        answer: 200,
        ...say(stranger, over(method), { delivered: 1, known: true }),
      }),
    ),
    ...[100, 180, 202, 302, 401, 404, 486, 500, 603].map((answer) =>
      named(`${answer} does not teach`, {
        answer,
        ...say(stranger, over('INVITE'), { delivered: 1, known: false, banned: false }),
      }),
    ),
    ...['BYE', 'CANCEL', 'UPDATE', 'PRACK'].map((method) =>
      named(
        `a 200 to ${method} does not teach, nor taints it for less than 10 s`,
        { answer: 200, ...say(stranger, over(method), { delivered: 1, known: false }) },
        { wait: '9s', answer: 200, ...say(stranger, over('REGISTER'), { delivered: 1, known: false }) },
      ),
    ),
    named(
      'a taint ends',
      { answer: 200, ...say(stranger, over('BYE'), { delivered: 1, known: false }) },
      { wait: '11s', answer: 200, ...say(stranger, over('REGISTER'), { delivered: 1, known: true }) },
    ),
    named(
      'a 200 takes a challenge back',
      { answer: 401, ...say(stranger, over('REGISTER'), { delivered: 3, banned: false }, 3) },
      { answer: 200, ...say(stranger, over('REGISTER'), { delivered: 1, known: true, banned: false }) },
    ),
    named('one more challenge than a ban needs, to a known source', becomesKnown(who, transport), {
      answer: 401,
      ...say(stranger, over('REGISTER'), { delivered: 6, banned: false }, 6),
    }),
    named('refusals of a known source', becomesKnown(who, transport), {
      answer: 404,
      ...say(stranger, over('INVITE'), { delivered: 6, banned: false }, 6),
    }),
    named(
      'a flood of a known source',
      becomesKnown(who, transport),
      say(stranger, over('OPTIONS'), { banned: false }, 60),
    ),
    named(
      'a flood of a called source',
      becomesCalled(who),
      say(stranger, over('REGISTER'), { banned: false }, 60),
    ),
    named(
      'a signature of a called source',
      becomesCalled(who),
      say(stranger, { ...scanner, transport }, { banned: false, delivered: 0 }),
    ),
    named('refusals of a called source', becomesCalled(who), {
      answer: 404,
      ...say(stranger, over('INVITE'), { banned: false }, 6),
    }),
    named('challenges of a called source', becomesCalled(who), {
      answer: 401,
      ...say(stranger, over('REGISTER'), { banned: false }, 5),
    }),
    named(
      'a call pardons',
      say(stranger, { ...scanner, transport }, { banned: true }),
      becomesCalled(who),
      say(stranger, { ...over('BYE') }, { delivered: 1, banned: false }),
    ),
    named('trusted is not called', {
      send: { to: who.trusted, method: 'INVITE' },
      expect: { called: false },
    }),
  ];
}

/** A trickle of REGISTER gets through a ban, so that a forged one can be left. */
function parole({ family, stranger }: Who, transport: Transport): readonly Test[] {
  const ban = say(stranger, scanner, { delivered: 0, banned: true });
  const register = { method: 'REGISTER', transport };
  const named = (name: string, ...rest: readonly Step[]) =>
    sequence(`${name} over ${transport} (${family})`, ban, ...rest);
  return transport === 'udp'
    ? [
        named('parole: two REGISTERs', say(stranger, register, { delivered: 2 }, 3)),
        named('parole: a 200 ends the ban', {
          answer: 200,
          ...say(stranger, register, { delivered: 1, known: true, banned: false }),
        }),
        named(
          'parole: nothing else',
          say(stranger, { method: 'BYE' }, { delivered: 0 }),
          say(stranger, { payload: 'x' }, { delivered: 0 }),
        ),
      ]
    : [
        named('parole: a 200 ends the ban', {
          answer: 200,
          ...say(stranger, register, { delivered: 1, known: true, banned: false }),
        }),
        named('parole: 12 segments', say(stranger, { ...register, method: 'BYE' }, { dropped: '1..40' }, 40)),
      ];
}
