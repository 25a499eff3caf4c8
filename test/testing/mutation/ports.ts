import { families, say, sequence, type Test, type Who } from './battery.js';
import { becomesKnown } from './lanes.js';

const sealed = { payload: '\u0016\u0003\u0001' };

export const portTests: readonly Test[] = families.flatMap((who) => [
  ...encrypted(who),
  ...others(who),
  ...open(who),
  ...forms(who),
]);

function encrypted(who: Who): readonly Test[] {
  const { family, stranger, trusted, blocked, neighbours } = who;
  return (
    [
      ['udp', 5070],
      ['tcp', 5071],
    ] as const
  ).flatMap(([transport, port]) => {
    const to = { ...sealed, transport, port };
    const named = (
      name: string,
      first: Test | Parameters<typeof sequence>[1],
      ...rest: readonly Parameters<typeof sequence>[1][]
    ) => sequence(`encrypted ${transport}: ${name} (${family})`, first, ...rest);
    return [
      named('a stranger', say(stranger, to, { delivered: 1, rule: 'encrypted.strangers.pass' })),
      named('of all', say(stranger, to, { dropped: '1..15', rule: 'encrypted.strangers.source.all' }, 15)),
      named(
        'of a subnet',
        say(neighbours, { method: 'CANCEL' }, 30, 3),
        say(stranger, to, {
          delivered: 0,
          rule: transport === 'udp' ? 'encrypted.strangers.subnet.all' : 'encrypted.strangers.subnet.all',
        }),
      ),
      named('trusted', say(trusted, to, { delivered: 60, rule: 'sip.encrypted.trusted' }, 60)),
      named('blocked', say(blocked, to, { delivered: 0, rule: 'sip.encrypted.blocked' })),
      named('known', becomesKnown(who), say(stranger, to, { delivered: 20 }, 20)),
      named(
        'banned',
        say(stranger, { method: 'INVITE', user_agent: 'BadDialer' }, { banned: true }),
        say(stranger, to, { dropped: '1..40' }, 40),
      ),
    ];
  });
}

function others({ family, stranger, blocked, office, trusted }: Who): readonly Test[] {
  const ssh = { transport: 'tcp', port: 22, payload: 'x' };
  const one = (
    name: string,
    from: string,
    message: Readonly<Record<string, unknown>>,
    expect: Readonly<Record<string, unknown>>,
  ) => sequence(`${name} (${family})`, say(from, message, expect));
  return [
    one('ssh from the office', office, ssh, { delivered: 1 }),
    one('ssh from elsewhere', stranger, ssh, { delivered: 0, rule: 'hook.input.drop' }),
    one('trusted is for SIP', trusted, ssh, { delivered: 0, rule: 'hook.input.drop' }),
    one(
      'blocked at another port',
      blocked,
      { port: 10_000, payload: 'x' },
      { delivered: 0, rule: 'hook.prerouting.blocked' },
    ),
    one(
      'media',
      stranger,
      { port: 10_010, payload: 'x' },
      { delivered: 1, rule: 'hook.input.service.media.udp' },
    ),
    one('beside media', stranger, { port: 10_011, payload: 'x' }, { delivered: 0, rule: 'hook.input.drop' }),
  ];
}

/** Connections that are open at once. */
function open({ family, stranger, neighbours, trusted }: Who): readonly Test[] {
  return [
    {
      ports: 12,
      ...sequence(
        `flows of a source (${family})`,
        say(stranger, { method: 'BYE' }, { delivered: 3, rule: 'input.sip.connections.udp' }, 4),
      ),
    },
    {
      ports: 12,
      ...sequence(
        `flows of a subnet (${family})`,
        say(neighbours, { method: 'CANCEL' }, 10),
        say(stranger, { method: 'CANCEL' }, { delivered: 0, rule: 'input.sip.connections.subnet' }),
      ),
    },
    {
      ports: 12,
      ...sequence(
        `flows of a trusted source (${family})`,
        say(trusted, { method: 'BYE' }, { delivered: 12, rule: 'input.sip.trusted' }, 12),
      ),
    },
    sequence(`connections of a source (${family})`, ...connections(stranger)),
  ];
}

function connections(from: string): [ReturnType<typeof say>, ...ReturnType<typeof say>[]] {
  const one = (delivered: number) =>
    say(
      from,
      { method: 'INVITE', transport: 'tcp' },
      delivered === 1 ? 1 : { delivered, rule: 'input.sip.connections.tcp' },
    );
  return [one(1), one(1), one(1), one(0)];
}

/** What the first bytes are taken for. */
function forms({ family, stranger }: Who): readonly Test[] {
  const stun = '\u0000\u0001\u0000\u0000!\u0012\u00a4Babcdefghijkl';
  const udp = [
    ['CRLF', '\r\n', 'strangers.keepalive.next'],
    ['double CRLF', '\r\n\r\n', 'strangers.keepalive.next'],
    ['nothing', '', 'strangers.keepalive.next'],
    ['a response', 'SIP/2.0 200 OK\r\n\r\n', 'strangers.response.uncalled'],
    ...[
      'REGISTER',
      'INVITE',
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
    ].map((method) => [
      `what begins like ${method}`,
      `${method.slice(0, 4)}xyzxyzxyz`,
      'strangers.unrecognised.next',
    ]),
    ['what begins like SIP', 'SIP/xyzxyz', 'strangers.unrecognised.next'],
  ] as const;
  return udp.map(([name = '', payload, rule]) =>
    sequence(`${name} (${family})`, say(stranger, { payload }, { rule })),
  );
}
