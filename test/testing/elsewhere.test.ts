import { lintText } from '../lint-text.js';
import { failuresOf } from './failures.js';

const policy = (more = '', platform = 'debian12') => `vosguard: 1
target: { platform: ${platform} }
addresses:
  office: [192.0.2.8/29]
  switch: [198.51.100.7, "2001:db8:7::7"]
trusted: [203.0.113.10]
blocked: [192.0.2.66]
services: { ssh: { tcp: [22], from: [office] }, web: { tcp: [443], to: [198.51.100.7] } }
${more}
`;
const at = 'sip: { at: { address: switch } }';

const all = (tests: readonly string[], more = at, platform?: string) =>
  failuresOf(
    `${policy(more, platform)}tests:\n${tests.map((one, i) => `  - { name: t${i}, ${one} }\n`).join('')}`,
  );

const phone = 'from: 192.0.2.77, method: REGISTER';
const phone6 = 'from: "2001:db8:9::1", method: REGISTER';

describe('a switch behind this host', () => {
  test.each(['debian12', 'el8', 'centos7'])(
    'has the lanes and the learning of one that is here (%s)',
    (platform) => {
      const learns = (who: string) =>
        `answer: { REGISTER: 200 }, send: { ${who} }, expect: { delivered: 1, known: true }`;
      const scanner = `send: { ${phone}, user_agent: friendly-scanner }, expect: { delivered: 0, banned: true }`;
      const stray = 'send: { from: 203.0.113.40, response: 200 }, expect: { delivered: 0 }';
      const called =
        'send: { to: 203.0.113.40, method: INVITE }, expect: { called: true }, then: [ { send: { from: 203.0.113.40, response: 200 }, expect: { delivered: 1 } } ]';
      const tests = [
        learns(phone),
        learns(phone6),
        `send: { ${phone}, count: 100, every: 10ms }, expect: { delivered: 10..20 }`,
        scanner,
        stray,
        called,
        'send: { from: 192.0.2.66, method: REGISTER }, expect: { delivered: 0 }',
        'send: { from: 203.0.113.10, method: SUBSCRIBE, count: 200, every: 1ms }, expect: { delivered: 200 }',
      ];
      expect(all(tests, at, platform)).toEqual([]);
    },
  );

  test('over TCP too', () => {
    const tcp = (who: string) => `from: ${who}, transport: tcp, method: REGISTER`;
    expect(
      all([
        `send: { ${tcp('192.0.2.77')} }, expect: { delivered: 1 }`,
        `send: { ${tcp('192.0.2.77')}, user_agent: friendly-scanner }, expect: { delivered: 0, banned: true }`,
      ]),
    ).toEqual([]);
  });

  const open = (where: string, port: number, from = '192.0.2.9') =>
    `send: { from: ${from}, ${where}, transport: tcp, port: ${port}, payload: x }`;
  const [there, here, other] = ['at: 198.51.100.7', 'path: host', 'at: 198.51.100.9, path: forwarded'];

  test('services and default hold for it and for this host, by the address that a service names', () => {
    expect(
      all([
        `${open(there, 22)}, expect: { delivered: 1 }`,
        `${open(here, 22)}, expect: { delivered: 1 }`,
        `${open(there, 22, '192.0.2.77')}, expect: { delivered: 0, rule: forward.switch.drop }`,
        `${open(there, 443)}, expect: { delivered: 1 }`,
        `${open(here, 443)}, expect: { delivered: 0, rule: hook.input.drop }`,
        `${open(there, 3306)}, expect: { delivered: 0 }`,
        `${open(here, 5060)}, expect: { delivered: 0 }`,
      ]),
    ).toEqual([]);
  });

  test('what is forwarded to others is left alone, with each default', () => {
    for (const more of [at, `${at}\ndefault: leave`])
      expect(
        all(
          [
            `${open(other, 3306)}, expect: { delivered: 1 }`,
            `send: { from: 192.0.2.77, ${other}, method: SUBSCRIBE, count: 99 }, expect: { delivered: 99 }`,
            `send: { from: 192.0.2.77, ${other}, response: 200 }, expect: { delivered: 1 }`,
          ],
          more,
        ),
      ).toEqual([]);
  });

  test('default: leave leaves what no service names, and limits SIP all the same', () => {
    expect(
      all(
        [
          `${open(there, 3306)}, expect: { delivered: 1 }`,
          `${open(there, 22, '192.0.2.77')}, expect: { delivered: 0 }`,
          `send: { ${phone}, count: 100, every: 10ms }, expect: { delivered: 10..20 }`,
        ],
        `${at}\ndefault: leave`,
      ),
    ).toEqual([]);
  });

  test('strangers: deny refuses them there', () => {
    expect(
      all(
        [
          `send: { ${phone} }, expect: { delivered: 0 }`,
          'send: { from: 203.0.113.10, method: INVITE }, expect: { delivered: 1 }',
        ],
        'sip: { at: { address: switch }, strangers: deny }',
      ),
    ).toEqual([]);
  });

  test('sip.learn counts there, and refuses nothing', () => {
    expect(
      all(
        [
          `send: { ${phone}, count: 100, every: 10ms }, expect: { delivered: 100 }, then: [ { wait: 2h, send: { ${phone}, count: 100, every: 10ms }, expect: { delivered: 10..20 } } ]`,
        ],
        'sip: { at: { address: switch }, learn: 1h }',
      ),
    ).toEqual([]);
  });
});

test('one address needs no list, and a switch is never blocked', () => {
  const { sip } = lintText(policy('sip: { at: { address: 198.51.100.7, on: [docker0] } }')).policy;
  expect(sip.at).toMatchObject({ on: ['docker0'], address: { set: { ipv6: [] } } });
});

test('without sip.at a test may say that it is forwarded, and nothing is done to it', () => {
  const tests = [
    'send: { from: 192.0.2.77, method: SUBSCRIBE, path: forwarded, count: 9 }, expect: { delivered: 9 }',
  ];
  expect(all(tests, '')).toEqual([]);
});
