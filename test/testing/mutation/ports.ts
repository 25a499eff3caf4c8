import { families, type Message, type Step, say, sequence, type Test, type Who } from './battery.js';
import { becomesKnown } from './lanes.js';

const sealed = { payload: '\u0016\u0003\u0001' };

const longMethods = [
  ...['REGISTER', 'INVITE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO'],
  ...['SUBSCRIBE', 'NOTIFY', 'PUBLISH', 'MESSAGE', 'REFER', 'OPTIONS'],
];

export const portTests: readonly Test[] = families.flatMap((who) => [
  ...encrypted(who),
  ...services(who),
  ...open(who),
  ...forms(who),
]);

function encrypted(who: Who): readonly Test[] {
  const { family, stranger, trusted, blocked, neighbours } = who;
  const banned = say(stranger, { method: 'INVITE', user_agent: 'BadDialer/1' }, { banned: true });
  const to = { ...sealed, port: 5070 };
  const named = (name: string, ...steps: readonly Step[]) =>
    sequence(`encrypted: ${name} (${family})`, ...steps);
  const dropped = (rule: string) => say(stranger, to, { dropped: '1..60', rule }, 60);
  return [
    named('a stranger', say(stranger, to, { delivered: 1, rule: 'encrypted.strangers.pass' })),
    named('13 of all', say(stranger, to, { dropped: '1..15', rule: 'encrypted.strangers.source.all' }, 15)),
    named(
      '30 of a subnet',
      say(neighbours, { method: 'CANCEL' }, 30, 3),
      say(stranger, to, { delivered: 0, rule: 'encrypted.strangers.subnet.all' }),
    ),
    named('trusted', say(trusted, to, { delivered: 60, rule: 'sip.encrypted.trusted' }, 60)),
    named('blocked', say(blocked, to, { delivered: 0, rule: 'sip.encrypted.blocked' })),
    named('known', becomesKnown(who), say(stranger, to, { delivered: 20, rule: 'sip.encrypted.known' }, 20)),
    named('40 of a known source', becomesKnown(who), dropped('known.every.source.all')),
    named('banned', banned, dropped('banned.encrypted.drop')),
    // Over UDP an address can be forged.
    named('parole', banned, say(stranger, to, { delivered: 0 })),
  ];
}

function services({ family, stranger, blocked, office, trusted }: Who): readonly Test[] {
  const ssh = { transport: 'tcp', port: 22, payload: 'x' };
  const one = (name: string, from: string, message: Message, expect: object) =>
    sequence(`${name} (${family})`, say(from, message, { ...expect }));
  const denied = { delivered: 0, rule: 'hook.input.drop' };
  const media = { delivered: 1, rule: 'hook.input.service.media.udp' };
  return [
    one('ssh from the office', office, ssh, { delivered: 1 }),
    one('ssh from elsewhere', stranger, ssh, denied),
    one('trusted is for SIP', trusted, ssh, denied),
    one(
      'blocked at another port',
      blocked,
      { port: 10_000, payload: 'x' },
      { delivered: 0, rule: 'input.blocked.drop' },
    ),
    one('media', stranger, { port: 10_010, payload: 'x' }, media),
    one('beside media', stranger, { port: 10_011, payload: 'x' }, denied),
  ];
}

/** Flows and connections that are open at once. */
function open(who: Who): readonly Test[] {
  const { family, stranger, neighbours, trusted } = who;
  const many = (name: string, ...steps: readonly Step[]): Test => ({
    ...sequence(`${name} (${family})`, ...steps),
    ports: 12,
  });
  const method = 'CANCEL';
  return [
    many(
      '3 flows of a source',
      say(stranger, { method }, { delivered: 3, rule: 'input.sip.connections.udp' }, 4),
    ),
    many(
      '10 flows of a subnet',
      say(neighbours, { method }, 10),
      say(stranger, { method }, { delivered: 0, rule: 'input.sip.connections.subnet' }),
    ),
    many(
      'a trusted source has all',
      say(trusted, { method }, { delivered: 12, rule: 'input.sip.trusted' }, 12),
    ),
    many(
      'a known source has all',
      becomesKnown(who),
      say(stranger, { method }, { delivered: 12, rule: 'input.sip.known' }, 12),
    ),
  ];
}

/** What the first bytes are taken for. */
function forms({ family, stranger }: Who): readonly Test[] {
  const one = (name: string, message: Message, rule: string) =>
    sequence(`${name} (${family})`, say(stranger, message, { rule }));
  return [
    ...['', '\r\n', '\r\n\r\n'].map((payload) =>
      one(JSON.stringify(payload), { payload }, 'strangers.keepalive.next'),
    ),
    one('a response', { response: 200 }, 'strangers.response.uncalled'),
    ...[...longMethods, 'SIP/2.0'].map((word) =>
      sequence(
        `what begins like ${word} (${family})`,
        say(
          stranger,
          { payload: `${word.slice(0, 4)}xyzxyzxyz` },
          { delivered: 3, rule: 'strangers.unrecognised.source.unrecognised' },
          4,
        ),
      ),
    ),
  ];
}
