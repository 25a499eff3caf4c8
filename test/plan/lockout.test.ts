import { lockout, readConnection } from '../../src/plan/lockout.js';
import { compileText } from '../lint-text.js';

const ssh = 'services: { ssh: { tcp: [22, 2200-2210], from: [192.0.2.8/29, "2001:db8::/64"] } }';

const hours =
  'services: { ssh: { tcp: [22], from: [192.0.2.8/29], when: { hours: 08:00-20:00, zone: UTC } } }';

function why(policy: string, peer: string, port = 22): string | undefined {
  const connection = readConnection(`${peer} 40001 192.0.2.1 ${port}`);
  if (connection === undefined) throw new Error(`${peer} is not read`);
  return lockout(compileText(`vosguard: 1\ntrusted: [203.0.113.10]\n${policy}\n`).policy, connection);
}

const none = /no service has TCP port/;
const closed = /^services\.ssh is not open to/;
const blocked = /is in blocked/;

test.each<[string, string, number, RegExp | undefined]>([
  [ssh, '192.0.2.8', 22, undefined],
  [ssh, '192.0.2.15', 2205, undefined],
  [ssh, '192.0.2.16', 22, closed],
  [ssh, '192.0.2.8', 2211, none],
  [ssh, '2001:db8::7', 22, undefined],
  [ssh, '2001:db8:0:1::7', 22, closed],
  [ssh, '::ffff:192.0.2.8', 22, undefined],
  [ssh, '203.0.113.10', 22, closed],
  [ssh, '127.0.0.1', 22, undefined],
  [ssh, '::1', 22, undefined],
  ['services: { a: { udp: [22] } }', '192.0.2.8', 22, none],
  ['services: { a: { tcp: [22] } }', '198.51.100.7', 22, undefined],
  [`${ssh}\ndefault: leave`, '192.0.2.16', 22, closed],
  [`${ssh}\ndefault: leave`, '192.0.2.16', 2222, undefined],
  [`${ssh}\nblocked: [192.0.2.0/24]`, '192.0.2.8', 22, undefined],
  ['services: { a: { tcp: [22] } }\nblocked: [198.51.100.0/24]', '198.51.100.7', 22, blocked],
  ['blocked: [198.51.100.0/24]\ndefault: leave', '198.51.100.7', 22, blocked],
  [hours, '192.0.2.8', 22, /^services\.ssh is open at certain times only/],
  [hours, '192.0.2.16', 22, closed],
  [`${hours.slice(0, -2)}, b: { tcp: [22] } }`, '192.0.2.8', 22, undefined],
  ['sip: { ports: { tcp: [5060] } }', '198.51.100.7', 5060, undefined],
  // Of the switch behind it.
  ['sip: { ports: { tcp: [5060] }, at: { address: 10.66.0.9 } }', '198.51.100.7', 5060, none],
  ['services: { ssh: { tcp: [22], to: [192.0.2.1] } }', '198.51.100.7', 22, undefined],
  [
    'services: { ssh: { tcp: [22], to: [192.0.2.2] } }',
    '198.51.100.7',
    22,
    /^services\.ssh is not open at 192\.0\.2\.1/,
  ],
])('%s: %s to %d', (policy, peer, port, expected) => {
  expect(why(policy, peer, port)).toEqual(
    expected === undefined ? undefined : expect.stringMatching(expected),
  );
});

test('says what to write', () => {
  expect(why('', '192.0.2.8', 2222)).toBe(
    'no service has TCP port 2222: write services: { ssh: { tcp: [2222], from: [192.0.2.8] } }',
  );
  expect(why('services: { ssh: { tcp: [2222], from: [192.0.2.8] } }', '192.0.2.8', 2222)).toBeUndefined();
});

test.each(['', 'UNKNOWN 65535 UNKNOWN 65535', '192.0.2.8', '192.0.2.8 1 192.0.2.1 ssh'])(
  '%j is no connection',
  (text) => {
    expect(readConnection(text)).toBeUndefined();
  },
);

test('a zone is not part of the address', () => {
  expect(readConnection('fe80::1%eth0 1 fe80::2%eth0 22')).toEqual(readConnection('fe80::1 1 fe80::2 22'));
});
