import { lintText } from '../lint-text.js';
import { failuresOf } from './failures.js';

const policy = (more = '') => `vosguard: 1
target: { platform: debian12 }
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
sip: { domains: [sip.example.com, PBX.example.org], strangers: { limits: { OPTIONS: allow } } }
${more}`;

const headers =
  'Via: SIP/2.0/UDP 10.0.0.5:5060\\r\\nTo: <sip:x@sip.example.com>\\r\\nFrom: <sip:x@sip.example.com:5060>;tag=1';
const say = (line: string, delivered: 0 | 1, rest = headers) =>
  `send: { from: 192.0.2.77, payload: "${line}\\r\\n${rest}\\r\\n\\r\\n" }, expect: { delivered: ${delivered}, banned: false }`;

const failures = (tests: readonly string[], more = '') =>
  failuresOf(`${policy(more)}\ntests:\n${tests.map((one, i) => `  - { name: t${i}, ${one} }\n`).join('')}`);

test('a request line that names a domain passes', () => {
  expect(
    failures([
      say('REGISTER sip:sip.example.com SIP/2.0', 1),
      say('REGISTER sip:SIP.Example.COM SIP/2.0', 1),
      say('REGISTER sip:pbx.example.org;transport=UDP SIP/2.0', 1),
      say('INVITE sip:100@sip.example.com SIP/2.0', 1),
      say('INVITE sip:100@sip.example.com:5060 SIP/2.0', 1),
      say('INVITE sip:100@sip.example.com:6060;user=phone SIP/2.0', 1),
      say('\\r\\n\\r\\nINVITE sip:100@sip.example.com SIP/2.0', 1),
      say('OPTIONS sip:sip.example.com SIP/2.0', 1),
    ]),
  ).toEqual([]);
});

test('one that does not is refused, whatever other headers say', () => {
  expect(
    failures([
      say('REGISTER sip:203.0.113.5 SIP/2.0', 0),
      say('INVITE sip:00441234@203.0.113.5 SIP/2.0', 0),
      say('INVITE sip:00441234@203.0.113.5:5060 SIP/2.0', 0),
      say('INVITE sip:00441234@203.0.113.5:5060;transport=udp SIP/2.0', 0),
      say('INVITE sip:00441234@other.example.com SIP/2.0', 0),
      say('\\r\\nINVITE sip:00441234@203.0.113.5:5060 SIP/2.0', 0),
      say('\\r\\n\\r\\nREGISTER sip:203.0.113.5 SIP/2.0', 0),
      say('OPTIONS sip:203.0.113.5 SIP/2.0', 0),
    ]),
  ).toEqual([]);
});

test('inside a call and towards the trusted nothing is asked, nor without signatures', () => {
  const address = 'INVITE sip:1@203.0.113.5 SIP/2.0';
  expect(
    failures([
      say(address, 1).replace('192.0.2.77', '203.0.113.10'),
      say('ACK sip:1@203.0.113.5 SIP/2.0', 1),
      say('BYE sip:1@203.0.113.5 SIP/2.0', 1),
      say('CANCEL sip:1@203.0.113.5 SIP/2.0', 1),
    ]),
  ).toEqual([]);
  expect(
    failures([say(address, 0), say('INVITE sip:1@sip.example.com SIP/2.0', 1)], 'signatures: { use: [] }'),
  ).toEqual([]);
});

test('a scanner that names an address is banned for its name, and a flood of such requests for being one', () => {
  const scanner = say('REGISTER sip:203.0.113.5 SIP/2.0', 0, 'User-Agent: friendly-scanner');
  expect(failures([scanner.replace('banned: false', 'banned: true')])).toEqual([]);
  const flood =
    'send: { from: 192.0.2.77, count: 2000, every: 1ms, payload: "REGISTER sip:203.0.113.5 SIP/2.0\\r\\n\\r\\n" }, expect: { delivered: 0, banned: true }';
  expect(failures([flood])).toEqual([]);
});

test('while customers are learned nothing is refused', () => {
  const learning = policy().replace('sip: {', 'sip: { learn: 1h,');
  const tests = `tests:\n  - { name: t, ${say('REGISTER sip:203.0.113.5 SIP/2.0', 1)} }\n`;
  expect(failuresOf(learning + tests)).toEqual([]);
});

test('requests of tests name the first domain', () => {
  const answered =
    'answer: 200, send: { from: 192.0.2.77, method: REGISTER }, expect: { delivered: 1, known: true }';
  expect(failures([answered])).toEqual([]);
});

test.each([
  ['[]', 'VG205'],
  ['[a.example, b.example, c.example]', 'VG205'],
  ['["sip:example.com"]', 'VG206'],
  ['[".com"]', 'VG206'],
  ['[a]', 'VG205'],
  ['sip.example.com', 'VG201'],
])('domains: %s is refused', (domains, code) => {
  expect(() => lintText(`vosguard: 1\nsip: { domains: ${domains} }\n`)).toThrow(code);
});
