import { backendRules, evaluatorOptions } from '../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../src/compile.js';
import { playTest } from '../../src/testing/play.js';
import { exampleFiles, exampleNames, exampleText } from '../kernel/examples.js';
import { today } from '../lint-text.js';
import { memoryFiles } from '../parse/memory-files.js';

function legalized(text: string, files: Readonly<Record<string, string>> = {}, profile?: string) {
  const input = {
    path: 'policy.yaml',
    files: memoryFiles({ 'policy.yaml': text, ...files }),
    profile,
    today,
  };
  const codes: string[] = [];
  const found = legalizePolicy(input, ({ code }) => codes.push(code));
  if (found === undefined) throw new Error(`the policy has errors: ${codes.join(', ')}`);
  return found;
}

/** What each test of a policy gives, by its name and the backend. */
function outcomes(text: string, files: Readonly<Record<string, string>> = {}) {
  const base = legalized(text, files);
  return base.policy.tests.flatMap((one) => {
    const { legal, policy, platform } = legalized(text, files, one.profile);
    const read = policy.tests.find(({ name }) => name === one.name) ?? one;
    return backendRules(legal).map((rules) =>
      playTest(read, rules, evaluatorOptions(platform, policy), policy),
    );
  });
}

const head = 'vosguard: 1\ntrusted: [203.0.113.10]\nservices: { ssh: { tcp: [22], from: [192.0.2.8] } }\n';

describe.each(exampleNames)('the tests of the example %s', (name) => {
  test('pass on each of its backends', () => {
    const played = outcomes(exampleText(name), exampleFiles(name));
    expect(
      played.flatMap(({ test: { name: test }, backend, failures }) =>
        failures.map((failure) => ({ test, backend, failure })),
      ),
    ).toEqual([]);
  });
});

test('examples that are meant to be copied carry tests', () => {
  const with_ = exampleNames.filter((name) => /^tests:/m.test(exampleText(name)));
  expect(with_).toEqual(expect.arrayContaining(['call-centre', 'retail', 'softswitch', 'wholesale']));
});

/** Each row: a step, and what differs from it on both backends; nothing where it holds. */
const rows: readonly (readonly [name: string, send: string, expect: string, wrong: readonly string[]])[] = [
  ['a scanner', '{ from: 192.0.2.9, method: OPTIONS }', '{ delivered: 0, dropped: 1 }', []],
  ['who asks again', '{ from: 192.0.2.9, method: OPTIONS, count: 5 }', '{ delivered: 2 }', []],
  ['a wrong number', '{ from: 192.0.2.9, method: MESSAGE, count: 5 }', '{ delivered: 2..4 }', ['delivered 2..4, 0 of 5, packet 1']],
  ['one too many', '{ from: 192.0.2.9, method: REGISTER, count: 8 }', '{ delivered: 1..6 }', ['delivered 1..6, 8 of 8, packet 7']],
  ['dropped and not', '{ from: 192.0.2.9, method: REGISTER, count: 8 }', '{ dropped: 1 }', ['dropped 1, 0 of 8, packet 1']],
  ['a ban', '{ from: 192.0.2.9, method: REGISTER, user_agent: friendly-scanner }', '{ banned: true, delivered: 0 }', []],
  ['no ban', '{ from: 192.0.2.9, method: REGISTER, user_agent: friendly-scanner, count: 3 }', '{ banned: false }', ['banned false, true, packet 1']],
  ['a group', '{ from: two, method: REGISTER, count: 3, every: 1s }', '{ delivered: 6, banned: false }', []],
  ['many', '{ from: 60 sources in 198.51.0.0/16, method: REGISTER, count: 2, every: 3s }', '{ delivered: 120 }', []],
  ['many as a map', '{ from: { sources: 3, in: "2001:db8::/32" }, method: REGISTER }', '{ delivered: 3, banned: true }', ['banned true, false for 3 of 3 sources, 2001:db8:: the first, packet 3']],
  ['a raw payload', '{ from: 192.0.2.9, payload: "\\r\\n\\r\\n", count: 11 }', '{ delivered: 10 }', []],
  ['a payload file', '{ from: 192.0.2.9, payload_file: packets/scan.bin }', '{ banned: true }', []],
  ['a header', '{ from: 192.0.2.9, method: REGISTER, headers: { X-Note: "Dialer/2" } }', '{ delivered: 1 }', []],
  ['a response', '{ from: 192.0.2.9, response: 200 }', '{ delivered: 0, rule: strangers.response.uncalled }', []],
  ['a rule', '{ from: 192.0.2.9, method: OPTIONS }', '{ rule: strangers.OPTIONS.first }', []],
  ['a rule on the way', '{ from: 192.0.2.9, method: REGISTER }', '{ rule: input.sip.accept }', []],
  ['another rule', '{ from: 192.0.2.9, method: OPTIONS }', '{ rule: strangers.INVITE.source.INVITE }', ['rule strangers.INVITE.source.INVITE, strangers.OPTIONS.first, packet 1']],
  ['no such rule', '{ from: 192.0.2.9, method: OPTIONS }', '{ rule: nothing.of.that }', ['rule nothing.of.that, strangers.OPTIONS.first; no rule has that id, packet 1']],
  ['TCP', '{ from: 192.0.2.9, transport: tcp, method: INVITE, count: 3, every: 10ms }', '{ delivered: 3 }', []],
  ['the switch calls', '{ to: 198.51.100.40, method: INVITE }', '{ delivered: 1, called: true, known: false }', []],
  ['a large one', '{ from: 192.0.2.9, method: REGISTER, size: 3001 }', '{ delivered: 0, rule: strangers.REGISTER.size.REGISTER }', []],
  ['as large as may be', '{ from: 192.0.2.9, method: REGISTER, size: 3000 }', '{ delivered: 1 }', []],
  ['a REGISTER of a softphone with push parameters', '{ from: 192.0.2.9, method: REGISTER, size: 1700 }', '{ delivered: 1 }', []],
]; // biome-ignore format: a table

test.each(rows)('%s', (_, send, expected, wrong) => {
  const text = `${head}addresses: { two: [192.0.2.20, 192.0.2.21] }\ntests:\n  - { name: a, send: ${send}, expect: ${expected} }\n`;
  const files = { 'packets/scan.bin': 'REGISTER sip:a SIP/2.0\r\nUser-Agent: friendly-scanner\r\n\r\n' };
  for (const { failures } of outcomes(text, files)) {
    expect(
      failures.map(
        ({ what, expected: wanted, got, packet }) => `${what} ${wanted}, ${got}, packet ${packet?.number}`,
      ),
    ).toEqual(wrong);
  }
});

describe('over TCP', () => {
  const failing = (test: string, sip = '{}') =>
    outcomes(`${head}sip: ${sip}\ntests:\n  - ${test}\n`).flatMap(({ failures }) =>
      failures.map(({ what, got }) => `${what} ${got}`),
    );
  const one = 'from: 192.0.2.9, transport: tcp';
  const few = '{ strangers: { connections: { tcp: 3 } } }';
  const small = '{ strangers: { bytes: { tcp: 2kB/s burst 4kB } } }';

  test('ports are connections: all of an office are served, and those beyond the limit are reset', () => {
    const office = `{ name: a, ports: 60, send: { ${one}, method: REGISTER, count: 60, every: 100ms }, expect: { delivered: 60 } }`;
    expect(failing(office)).toEqual([]);
    const five = `{ name: a, ports: 5, send: { ${one}, method: REGISTER, count: 10, every: 10ms }, expect: { delivered: 6 } }`;
    expect(failing(five, few)).toEqual([]);
    expect(failing(five)).toEqual(['delivered 10 of 10', 'delivered 10 of 10']);
  });

  test('several requests in one segment cost their bytes, and so do parts of one', () => {
    const requests = 'REGISTER sip:a SIP/2.0\\r\\n\\r\\n'.repeat(40);
    const many = `{ name: a, send: { ${one}, payload: "${requests}", count: 9, every: 1ms }, expect: { delivered: 2..3 } }`;
    expect(failing(many, small)).toEqual([]);
    const part = `{ name: a, send: { ${one}, payload: "REGISTER sip:", count: 90, every: 1ms }, expect: { delivered: 48..66 } }`;
    expect(failing(part, small)).toEqual([]);
  });

  /** What the steps of a test give, each a `send` and what is delivered of it. */
  const steps = (...sends: readonly (readonly [string, number])[]) => {
    const [first, ...rest] = sends.map(
      ([send, delivered]) => `send: { ${one}, ${send} }, expect: { delivered: ${delivered} }`,
    );
    return `{ name: a, answer: { REGISTER: 401 }, ${first}, then: [${rest.map((step) => `{ ${step} }`).join(', ')}] }`;
  };
  const large = 'method: REGISTER, size: 400, stream';

  test('a write is delivered when all its segments are, wherever it is cut, and merged it is one packet', () => {
    expect(failing(steps([`${large}: { requests: 5, cuts: [3, 700] }`, 1]))).toEqual([]);
    // Two segments that begin with nothing known, and one packet of 4,000 bytes, have the smaller share of 2 kB.
    const stray = '{ strangers: { bytes: { stray: 2kB/s burst 2kB } } }';
    expect(failing(steps([`${large}: { requests: 10 }`, 0]), stray)).toEqual([]);
    expect(failing(steps([`${large}: { requests: 10, merged: true }`, 0]), stray)).toEqual([]);
    expect(failing(steps([`${large}: { requests: 3 }`, 1]), stray)).toEqual([]);
  });

  test('each request of a write is answered, and of guesses in a row no more than the policy says', () => {
    const guesser = '{ bans: { challenged: { over: 1/min burst 5, for: 3m } } }';
    const banned = (requests: number) =>
      `{ name: a, answer: 401, send: { ${one}, ${large}: { requests: ${requests} } }, expect: { banned: ${requests > 5} } }`;
    expect(failing(banned(5), guesser)).toEqual([]);
    expect(failing(banned(6), guesser)).toEqual([]);
  });

  test('connections are kept, closed, and reset; what is kept is no new one', () => {
    const kept = 'method: REGISTER, stream: { connections: kept }';
    const opened = '{ strangers: { connections: { tcp: 1 } } }';
    expect(failing(steps(['method: REGISTER', 1], [kept, 1]), opened)).toEqual([]);
    expect(failing(steps(['method: REGISTER', 1], ['method: REGISTER', 0]), opened)).toEqual([]);
    for (const ends of ['reset', 'close'])
      expect(failing(steps([`method: REGISTER, stream: { ends: ${ends} }`, 1], [kept, 0]), opened)).toEqual(
        [],
      );
    const scanner = `payload: "REGISTER sip:a SIP/2.0\\r\\nUser-Agent: friendly-scanner\\r\\n\\r\\n"`;
    expect(failing(steps([scanner, 0], [kept, 0]))).toEqual([]);
  });

  test.each([
    [
      'VG604',
      `{ name: a, send: { ${one}, payload: abcd, stream: { requests: 2, cuts: [3, 8] } }, expect: { delivered: 1 } }`,
    ],
    ['VG605', `{ name: a, send: { ${one}, stream: { connections: kept } }, expect: { delivered: 1 } }`],
    ['VG602', '{ name: a, send: { from: 192.0.2.9, stream: { requests: 2 } }, expect: { delivered: 1 } }'],
  ])('%s: what nobody can send is refused', (code, test) => {
    expect(() => failing(test)).toThrow(code);
  });
});

test('a call centre, step by step: asked, challenged, known; and a step that fails is named', () => {
  const text = `${head}tests:
  - name: a phone registers
    answer: { REGISTER: 401 }
    send: { from: 192.0.2.9, method: REGISTER }
    expect: { delivered: 1, known: false }
    then:
      - { wait: 100ms, answer: { REGISTER: 200 }, send: { from: 192.0.2.9, method: REGISTER }, expect: { known: true } }
      - { wait: 1h, send: { from: 192.0.2.9, method: OPTIONS, count: 20 }, expect: { delivered: 20, known: true } }
      - { wait: 2h, send: { from: 192.0.2.9, method: OPTIONS }, expect: { known: true } }
`;
  for (const { steps, failures } of outcomes(text)) {
    expect(steps.map(({ inSet }) => inSet.known)).toEqual([0, 1, 1, 0]);
    expect(failures).toMatchObject([{ step: 3, what: 'known', expected: 'true', got: 'false' }]);
  }
});
