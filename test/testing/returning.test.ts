import { failuresOf } from './failures.js';

/** Bans after three answers or refusals; those of the switch's answers and of connections grow. */
const policy = `vosguard: 1
target: { platform: debian12 }
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
signatures: { use: [], add: [{ id: bad, header: User-Agent, contains: BadDialer }] }
sip:
  strangers: { share: first-come }
  bans:
    signature: 3m
    flood: { over: 1/min burst 2, for: 3m }
    challenged: { over: 1/min burst 2, for: 3m }
    refused: { over: 1/min burst 2, for: 3m }
    again: { for: [10m, 1h], within: 2h }
`;

const from = 'from: 192.0.2.77';
const step = (wait: string, send: string, expect: string) =>
  `      - { wait: ${wait}, send: { ${from}, ${send} }, expect: { ${expect} } }\n`;
const story = (answer: string, first: string, ...then: readonly string[]) =>
  `  - name: t\n    answer: { ${answer} }\n    send: { ${from}, ${first} }\n    expect: { banned: true }\n    then:\n${then.join('')}`;
const failures = (text: string, of = policy) => failuresOf(`${of}tests:\n${text}`);

const guesses = 'method: REGISTER, count: 3, every: 1s';
const call = 'method: INVITE';

test.each([
  ['401 over UDP', 'REGISTER: 401', guesses],
  ['403 over UDP', 'REGISTER: 403', guesses],
])('a ban by %s is longer for whoever comes back, and longest from the third on', (_, answer, send) => {
  const banned = step('175s', call, 'banned: true, delivered: 0');
  const [free, again] = [step('15s', call, 'banned: false'), step('1s', send, 'banned: true')];
  const second = [step('590s', call, 'banned: true, delivered: 0'), free];
  const third = [step('3590s', call, 'banned: true, delivered: 0'), free];
  expect(
    failures(story(answer, send, banned, free, again, ...second, again, ...third, again, ...third)),
  ).toEqual([]);
});

test('who has not come back for long begins anew', () => {
  const late = step('7300s', guesses, 'banned: true');
  expect(failures(story('REGISTER: 401', guesses, late, step('185s', call, 'banned: false')))).toEqual([]);
});

test('no packet makes a ban longer while it stands', () => {
  const meanwhile = step('30s', 'method: REGISTER, count: 10, every: 5s', 'banned: true');
  expect(failures(story('REGISTER: 401', guesses, meanwhile, step('110s', call, 'banned: false')))).toEqual(
    [],
  );
});

test.each([
  ['a flood', 'method: SUBSCRIBE, count: 3, every: 1ms'],
  ['a signature', 'method: REGISTER, headers: { User-Agent: BadDialer 1 }'],
])(
  '%s in datagrams, which may be forged, is banned for the same time each time and counts for nothing',
  (_, send) => {
    const [free, again] = [step('185s', call, 'banned: false'), step('1s', send, 'banned: true')];
    const answered = [step('1s', guesses, 'banned: true'), free];
    const text = story('REGISTER: 401', send, free, again, free, ...answered);
    expect(failures(text)).toEqual([]);
  },
);

test('an anonymous call that is answered ends nothing of what is remembered', () => {
  const free = step('185s', call, 'banned: false');
  const answered = `      - { wait: 1s, answer: { INVITE: 200 }, send: { ${from}, ${call} }, expect: { known: true } }\n`;
  const again = `      - { wait: 200s, answer: { REGISTER: 401 }, send: { ${from}, ${guesses} }, expect: { banned: true } }\n`;
  const still = step('590s', call, 'banned: true, delivered: 0');
  expect(failures(story('REGISTER: 401', guesses, free, answered, again, still))).toEqual([]);
});

test('a 200 to a REGISTER ends the ban and what is remembered of it', () => {
  const free = step('185s', call, 'banned: false');
  const paroled = `      - { wait: 60s, answer: { REGISTER: 200 }, send: { ${from}, method: REGISTER }, expect: { known: true, banned: false } }\n`;
  const later = `      - { wait: 7201s, answer: { REGISTER: 401 }, send: { ${from}, ${guesses} }, expect: { banned: true } }\n`;
  const longer = policy.replace('within: 2h', 'within: 20h');
  expect(failures(story('REGISTER: 401', guesses, paroled, later, free), longer)).toEqual([]);
});
