import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backends } from '../../src/host/lab/load.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { notRun } from '../packets/kernel.js';
import { missingForLab } from '../packets/requirements.js';
import { exampleNames, exampleText } from './examples.js';
import { testOnKernel, wrong } from './test-command.js';

const reason = missingForLab();
const describeHere = reason === undefined ? describe : describe.skip;
if (reason !== undefined) notRun('the tests that a policy carries', reason);

describeHere('the tests that a policy carries', () => {
  import.meta.jest.setTimeout(120_000);
  const folder = temporaryFolder();
  const carrying = exampleNames.filter((name) => /^tests:/m.test(exampleText(name)));

  test.each(carrying)('hold on every backend: %s', async (name) => {
    cpSync(`examples/${name}`, folder(), { recursive: true });
    const { status, tests } = await testOnKernel(folder());
    expect({ status, wrong: wrong(tests) }).toEqual({ status: 0, wrong: [] });
    const played = new Set(tests.map(({ backend }) => backend));
    expect(played).toEqual(new Set(['nftables', 'iptables', ...backends.map((one) => `${one} (kernel)`)]));
  });

  test('there are some', () => expect(carrying.length).toBeGreaterThanOrEqual(3));

  test('steps, sizes, payloads, TCP and bans are played; a wrong expectation is found', async () => {
    writeFileSync(join(folder(), 'policy.yaml'), steps);
    const { status, tests } = await testOnKernel(folder());
    expect(status).toBe(1);
    for (const backend of backends) {
      const here = tests.filter((one) => one.backend === `${backend} (kernel)`);
      const found = here.map(({ name, failures }) => [
        name,
        failures.map(({ what, got }) => `${what} ${got}`),
      ]);
      expect({ backend, found }).toEqual({
        backend,
        found: [
          ['a flood ends in a ban', []],
          ['as large as may be', []],
          ['one byte more', ['delivered 0 of 1']],
          ['keep-alives', ['delivered 2 of 5']],
          ['over TCP', []],
          ['whom the switch calls', []],
          ['a rule', []],
          ['another rule', ['rule a packet that it did not count']],
          ['longer than anyone waits', []],
        ],
      });
      expect(here.at(-1)?.skipped).toMatch(/^not played: it takes 3600 s/);
    }
  });

  const wide =
    'send: { from: 192.0.2.1, method: REGISTER, count: 9, every: 1ms }, expect: { delivered: 1..9 }';
  const wideTest = () => `${head}tests:\n  - { name: wide, ${wide} }\n`;

  test('rules that are not what the evaluator has are found, also within what a test expects', async () => {
    writeFileSync(join(folder(), 'policy.yaml'), wideTest());
    const { status, tests } = await testOnKernel(folder(), weaker);
    const found = tests.map(({ backend, failures }) => [backend, failures.map(({ got }) => got)]);
    expect({ status, found }).toEqual({
      status: 1,
      found: [
        ['nftables', []],
        ['iptables', []],
        ...backends.map((backend) => [`${backend} (kernel)`, ['4 of 9']]),
      ],
    });
  });

  test('rules that do not load: 3, with the words of the tool', async () => {
    writeFileSync(join(folder(), 'policy.yaml'), wideTest());
    const { status, tests } = await testOnKernel(folder(), bogus);
    expect({ status, skipped: tests.map(({ skipped }) => skipped) }).toEqual({
      status: 3,
      skipped: [
        null,
        null,
        expect.stringMatching(/^not played: nft -f - on the switch: .*syntax error/),
        ...Array(2).fill(expect.stringMatching(/^not played: ipset restore on the switch: .*bogus/)),
      ],
    });
  });
});

/** A burst of four where the policy says three, in the words of each backend. */
const weaker = (artifacts: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...artifacts].map(([file, text]) => [file, text.replace(/burst 3\b/g, 'burst 4')]));

const bogus = (artifacts: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...artifacts.keys()].map((file) => [file, 'bogus\n']));

const head = `
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip:
  strangers:
    limits: { REGISTER: 1/min burst 3, keepalive: 1/min burst 2 }
    max_size: { REGISTER: 900 }
  bans: { flood: { over: 1/min burst 30, for: 10m } }
`;

const steps = `${head}tests:
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
  - name: whom the switch calls
    ports: 2
    send: { to: 198.51.100.40, method: INVITE, count: 3, every: 2ms }
    expect: { delivered: 3, called: true }
    then:
      - { send: { from: 198.51.100.40, response: 200 }, expect: { delivered: 1 } }
  - name: a rule
    send: { from: 192.0.2.6, method: REGISTER, count: 5, every: 1ms }
    expect: { delivered: 3, rule: strangers.REGISTER.source.REGISTER }
  - name: another rule
    send: { from: 192.0.2.7, method: REGISTER, count: 5, every: 1ms }
    expect: { delivered: 3, rule: strangers.REGISTER.size.REGISTER }
  - { name: longer than anyone waits, send: { from: 192.0.2.8, method: REGISTER }, expect: { delivered: 1 }, then: [{ wait: 1h, send: { from: 192.0.2.8, method: REGISTER }, expect: { delivered: 1 } }] }
`;
