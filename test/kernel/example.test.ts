import { compileText } from '../lint-text.js';
import { describeBackends } from '../packets/kernel.js';
import { compileExample, exampleNames } from './examples.js';
import { play } from './play.js';

describeBackends('the tests that a policy carries', (backend, lab) => {
  const carried = exampleNames.flatMap((name) =>
    compileExample(name).policy.tests.map((policyTest) => ({ name, test: policyTest.name, policyTest })),
  );

  test.each(carried)('$name: $test', async ({ name, policyTest }) => {
    const compiled = compileExample(name, policyTest.profile);
    const outcomes = await play(lab(), backend, compiled, policyTest);
    expect(outcomes).toEqual(outcomes.map((outcome) => ({ ...outcome, asExpected: true })));
  });

  test('there are some', () => expect(carried.length).toBeGreaterThanOrEqual(3));

  test('steps, sizes, payloads, TCP and bans are played; a wrong expectation is found', async () => {
    const compiled = compileText(steps);
    const outcomes = [];
    for (const policyTest of compiled.policy.tests)
      outcomes.push(await play(lab(), backend, compiled, policyTest));
    expect(outcomes).toEqual([
      [
        { delivered: 3, banned: false, asExpected: true },
        { delivered: 0, banned: true, asExpected: true },
        { delivered: 0, banned: true, asExpected: true },
      ],
      [{ delivered: 1, banned: false, asExpected: true }],
      [{ delivered: 0, banned: false, asExpected: false }],
      [{ delivered: 2, banned: false, asExpected: false }],
      [{ delivered: 4, banned: false, asExpected: true }],
    ]);
  });
});

const steps = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers:
    limits: { REGISTER: 1/min burst 3, keepalive: 1/min burst 2 }
    max_size: { REGISTER: 900 }
  bans: { flood: { over: 1/min burst 30, for: 10m } }
tests:
  - name: a flood ends in a ban
    ports: 4
    answer: 401
    send: { from: "2001:db8::77", method: REGISTER, count: 20, every: 1ms }
    expect: { delivered: 3, banned: false }
    then:
      - { send: { from: "2001:db8::77", method: REGISTER, count: 20 }, expect: { delivered: 0, banned: true } }
      - { wait: 50ms, send: { from: "2001:db8::77", payload: "\\r\\n\\r\\n" }, expect: { delivered: 0 } }
  - { name: as large as may be, send: { from: 192.0.2.1, method: REGISTER, size: 900 }, expect: { delivered: 1 } }
  - { name: one byte more, send: { from: 192.0.2.2, method: REGISTER, size: 901 }, expect: { delivered: 1 } }
  - name: keep-alives
    send: { from: 192.0.2.3, payload: "\\r\\n", count: 5 }
    expect: { delivered: 0..1 }
  - name: over TCP
    send: { from: 192.0.2.4, transport: tcp, method: INVITE, count: 4, every: 20ms }
    expect: { delivered: 4, banned: false }
`;
