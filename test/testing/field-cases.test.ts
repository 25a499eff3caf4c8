import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';

// Cases from public trackers and forums, with the value that is right; where a peer is refused who means well, the words that say what to do.

const folder = temporaryFolder();

async function played(rest: string) {
  const policy = `vosguard: 1\ntarget: { platform: debian12 }\nservices: { ssh: { tcp: [22], from: [192.0.2.8/29] } }\n${rest}`;
  writeFileSync(join(folder(), 'policy.yaml'), policy);
  return vosguard(folder(), ['test']);
}

describe('a keep-alive over TCP, 5 s before a REGISTER that is answered 200 (RFC 5626 4.4.1)', () => {
  const steps = (known: boolean) => `tests:
  - name: an office over TCP
    ports: 20
    answer: { REGISTER: 200 }
    send: { from: 192.0.2.77, payload: "\\r\\n\\r\\n", transport: tcp, count: 20 }
    expect: { delivered: 20 }
    then:
      - { wait: 5s, send: { from: 192.0.2.77, method: REGISTER, transport: tcp }, expect: { delivered: 1, known: ${known} } }
      - { wait: 30s, send: { from: 192.0.2.77, method: REGISTER, transport: tcp, count: 20 }, expect: { delivered: 20, banned: false } }
  - name: over UDP it becomes known
    answer: { REGISTER: 200 }
    send: { from: 192.0.2.77, payload: "\\r\\n\\r\\n" }
    expect: { delivered: 1 }
    then:
      - { wait: 5s, send: { from: 192.0.2.77, method: REGISTER }, expect: { known: true } }
`;

  test('shuts nobody out; over TCP nobody is known', async () => {
    expect((await played(steps(false))).status).toBe(0);
  });

  test('who expects that TCP teaches is told that it does not', async () => {
    const { status, out } = await played(steps(true));
    expect(status).toBe(1);
    expect(out).toContain('over TCP nothing is learned');
  });
});

describe('requests must name the domain of the switch', () => {
  const uris = [
    'sip:203.0.113.5',
    'sip:00441234@203.0.113.5',
    'sip:00441234@203.0.113.5:5060',
    'sip:00441234@203.0.113.5;transport=udp',
    'sip:00441234@[2001:db8::5]:5060',
    'sip:1@example.org',
  ];
  const one = (name: string, uri: string, delivered: number) => `  - name: ${name}
    send: { from: 192.0.2.79, payload: "INVITE ${uri} SIP/2.0\\r\\nVia: SIP/2.0/UDP 192.0.2.79\\r\\n\\r\\n" }
    expect: { delivered: ${delivered} }
`;

  test('whatever form the address has', async () => {
    const tests = uris.map((uri, index) => one(`form ${index}`, uri, 0)).join('');
    const good =
      one('by domain', 'sip:1@pbx.example.com', 1) + one('and port', 'sip:1@pbx.example.com:5060', 1);
    const { status, out } = await played(`sip: { domains: [pbx.example.com] }\ntests:\n${good}${tests}`);
    expect(out).not.toContain('FAILED');
    expect(status).toBe(0);
  });

  test.each([
    '{ id: a, method: REGISTER, begins: "sip:203.0.113.5" }',
    '{ id: a, raw: "@203.0.113.5 SIP/2.0" }',
    '{ id: a, raw: "@[2001:db8::5]" }',
  ])('%s, which other forms slip by, is told', async (signature) => {
    await played(`signatures: { add: [${signature}] }\n`);
    const { out } = await vosguard(folder(), ['lint', '--format', 'compact']);
    expect(out).toContain('VG372');
  });

  test.each([
    '{ id: a, raw: "@pbx.example.com" }',
    '{ id: a, header: User-Agent, begins: "Dialer/1.2.3.4" }',
  ])('%s is none', async (signature) => {
    await played(`signatures: { add: [${signature}] }\n`);
    expect((await vosguard(folder(), ['lint', '--format', 'compact'])).out).not.toContain('VG372');
  });
});

describe('dialogs of peers that nobody trusts', () => {
  const call = 'send: { to: 198.51.100.40, method: INVITE }\n    expect: { delivered: 1 }\n    then:\n';
  const ofThe = (from: string, message: string, delivered: number) =>
    `      - { send: { from: ${from}, ${message} }, expect: { delivered: ${delivered} } }\n`;

  test.each([
    [
      'an answer from another address than was called',
      ofThe('198.51.100.41', 'response: 200', 1),
      'belongs into trusted',
    ],
    [
      'INFO half an hour after the last request',
      `      - { wait: 30m, send: { from: 198.51.100.40, method: INFO }, expect: { delivered: 1 } }\n`,
      'INFO is dropped from strangers',
    ],
    ['INFO of a stranger', ofThe('198.51.100.50', 'method: INFO', 1), 'limits: { INFO: 5/s }'],
    [
      'many SUBSCRIBE of a stranger end in a ban',
      '      - { send: { from: 192.0.2.62, method: SUBSCRIBE, count: 600, every: 5ms }, expect: { banned: false } }\n',
      'counts for sip.bans.flood',
    ],
  ])('%s: refused, with what to do', async (name, steps, words) => {
    const { status, out } = await played(`tests:\n  - name: ${name}\n    ${call}${steps}`);
    expect(status).toBe(1);
    expect(out).toContain(words);
  });

  test('what is said there helps', async () => {
    const steps =
      ofThe('198.51.100.41', 'response: 200', 1) +
      '      - { wait: 30m, send: { from: 198.51.100.41, method: INFO }, expect: { delivered: 1 } }\n' +
      ofThe('198.51.100.50', 'method: INFO', 1);
    const policy = 'trusted: [198.51.100.40/31]\nsip: { strangers: { limits: { INFO: 5/s } } }\n';
    const { out, status } = await played(`${policy}tests:\n  - name: cured\n    ${call}${steps}`);
    expect(out).not.toContain('FAILED');
    expect(status).toBe(0);
  });

  test('what gets through without: BYE and UPDATE, whenever; in-dialog requests within five minutes; OPTIONS from the second on; large requests', async () => {
    const { out } = await played(`tests:
  - name: a call
    ${call}${ofThe('198.51.100.40', 'method: INFO', 1)}      - { wait: 30m, send: { from: 198.51.100.40, method: BYE }, expect: { delivered: 1 } }
${ofThe('198.51.100.40', 'method: UPDATE', 1)}  - name: OPTIONS
    send: { from: 198.51.100.20, method: OPTIONS, count: 60, every: 60s }
    expect: { delivered: 59, banned: false }
  - name: 1700 bytes
    answer: { REGISTER: 200 }
    send: { from: 192.0.2.60, method: REGISTER, size: 1700 }
    expect: { delivered: 1 }
  - name: HELLO of a VOS3000 where we register
    send: { to: 198.51.100.70, method: REGISTER }
    expect: { delivered: 1 }
    then:
      - { wait: 1s, send: { from: 198.51.100.70, payload: "HELLO", count: 8, every: 30s }, expect: { delivered: 8, banned: false } }
`);
    expect(out).not.toContain('FAILED');
  });

  test('explain says the same', async () => {
    writeFileSync(join(folder(), 'answer'), 'SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n');
    await played('');
    const { out } = await vosguard(folder(), ['explain', '--from', '198.51.100.41', '--message', 'answer']);
    expect(out).toContain('belongs into trusted');
  });
});
