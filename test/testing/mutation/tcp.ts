import { after, answered, families, type Step, say, sequence, type Test, tell, type Who } from './battery.js';
import { becomesCalled, becomesKnown } from './lanes.js';

const over = (method: string, more: object = {}) => ({ method, transport: 'tcp', ...more });
const long = (method: string) => over(method, { size: 500 });
const sealed = { payload: '\u0016\u0003\u0001'.padEnd(500, 'x'), transport: 'tcp', port: 5071 };
const scanner = over('INVITE', { user_agent: 'BadDialer/1' });

/** What is said over connections, on the plain port and on the encrypted one. */
export const tcpTests: readonly Test[] = families.flatMap((who) => [
  ...bytes(who),
  ...connections(who),
  ...bans(who),
  ...answersOver(who),
]);

function bytes(who: Who): readonly Test[] {
  const { family, stranger, crowd, trusted, blocked } = who;
  const named = (name: string, ...steps: readonly Step[]) => sequence(`TCP: ${name} (${family})`, ...steps);
  const some = (from: string, message: object, delivered: string, rule: string, count = 40) =>
    named(
      `${rule} of ${JSON.stringify(message).slice(0, 60)}`,
      say(from, { ...message }, { delivered, rule }, count),
    );
  return [
    some(stranger, long('REGISTER'), '7..19', 'tcp.data.source.bytes'),
    some(stranger, long('BYE'), '7..19', 'tcp.data.source.bytes'),
    some(stranger, sealed, '7..19', 'tcp.data.source.bytes'),
    some(stranger, long('OPTIONS'), '3..9', 'tcp.stray.source.stray', 10),
    some(stranger, { payload: 'x'.repeat(500), transport: 'tcp' }, '3..9', 'tcp.stray.source.stray', 10),
    some(crowd, { ...long('REGISTER') }, '20..38', 'tcp.shared.together', 1),
    named(
      'what is known has more',
      becomesKnown(who),
      say(stranger, long('REGISTER'), { delivered: '20..38', rule: 'tcp.known.source.bytes' }, 60),
    ),
    named(
      'who is called too',
      becomesCalled(who),
      say(stranger, long('REGISTER'), { delivered: '20..38' }, 60),
    ),
    named(
      'and who is in a call',
      tell(stranger, { method: 'ACK' }, { rule: 'output.calling.pass' }),
      say(stranger, long('REGISTER'), { delivered: '20..38' }, 60),
    ),
    named('trusted', say(trusted, long('OPTIONS'), 40, 40)),
    named('blocked', say(blocked, over('REGISTER'), 0)),
    named('trusted, encrypted', say(trusted, sealed, 40, 40)),
    named('blocked, encrypted', say(blocked, sealed, 0)),
    ...['INFO', 'MESSAGE', 'SUBSCRIBE', 'PUBLISH', 'CANCEL', 'ACK', 'REFER'].map((method) =>
      named(`${method} passes, like all`, say(stranger, over(method), 1)),
    ),
  ];
}

function connections(who: Who): readonly Test[] {
  const { family, stranger, neighbours } = who;
  const many = (name: string, ...steps: readonly Step[]): Test => ({
    ...sequence(`TCP: ${name} (${family})`, ...steps),
    ports: 30,
  });
  return [
    many(
      '3 connections of a source',
      say(stranger, over('REGISTER'), { delivered: '3..4', rule: 'tcp.new.connections' }, 8),
    ),
    many(
      '10 connections of a subnet',
      say(neighbours, over('REGISTER'), 10),
      say(stranger, over('REGISTER'), { delivered: 0, rule: 'input.tcp.subnet' }),
    ),
    many('a known source has all', becomesKnown(who), say(stranger, over('REGISTER'), 12, 12)),
  ];
}

function bans(who: Who): readonly Test[] {
  const { family, stranger } = who;
  const named = (name: string, ...steps: readonly Step[]) => sequence(`TCP: ${name} (${family})`, ...steps);
  const ends = (lasts: number) => [
    say(stranger, over('REGISTER'), { delivered: 0, banned: true }),
    say(stranger, { method: 'REGISTER' }, { delivered: 0, banned: true }),
    say(stranger, { payload: '\u0016\u0003\u0001', port: 5070 }, 0),
    after(`${lasts - 2}s`, say(stranger, { method: 'REGISTER' }, 0)),
    after('4s', say(stranger, over('REGISTER'), { delivered: 1, banned: false })),
  ];
  const flood = say(stranger, long('REGISTER'), { banned: true, delivered: '7..19' }, 300);
  return [
    named(
      'a signature bans for both transports',
      say(stranger, scanner, { delivered: 0, banned: true }),
      ...ends(60),
    ),
    named('a flood does', flood, ...ends(120)),
    named(
      'neither bans whom the switch called',
      becomesCalled(who),
      say(stranger, scanner, { banned: false }),
    ),
  ];
}

/** What the switch answers over a connection counts against its owner, and spares him no more than a little. */
function answersOver(who: Who): readonly Test[] {
  const { family, stranger } = who;
  const named = (name: string, ...steps: readonly Step[]) => sequence(`TCP: ${name} (${family})`, ...steps);
  const refusals = [
    [401, 4, 180],
    [407, 4, 180],
    [403, 3, 240],
    [404, 3, 240],
  ] as const;
  const times = (status: number, count: number, expect: object) =>
    answered(status, say(stranger, over('REGISTER'), { ...expect }, count));
  return refusals.flatMap(([status, count, lasts]) => [
    named(
      `${status} bans`,
      times(status, count - 1, { banned: false }),
      times(status, 1, { banned: true }),
      after(`${lasts - 2}s`, say(stranger, over('REGISTER'), { delivered: 0 })),
      after('4s', say(stranger, over('REGISTER'), { delivered: 1 })),
    ),
    named(
      `beside a 200 ${status} bans after twice as many`,
      times(200, 1, { known: false }),
      times(status, 2 * (count - 1), { banned: false }),
      times(status, 1, { banned: true }),
    ),
    named(
      `${status} does so for a minute`,
      times(200, 1, { known: false }),
      after('59s', times(status, 4, { banned: false })),
      after('2s', times(status, count, { banned: true })),
    ),
    named(
      `${status} bans nobody who has registered`,
      becomesKnown(who),
      times(status, 8, { banned: false, known: true }),
    ),
    named(
      `${status} and whom the switch called`,
      becomesCalled(who),
      times(status, 8, { banned: status === 401 || status === 407 }),
    ),
    named(
      `${status} makes nobody known longer who is so by a call`,
      answered(200, say(stranger, { method: 'INVITE' }, { known: true })),
      times(status, count, { known: false, banned: true }),
    ),
  ]);
}
