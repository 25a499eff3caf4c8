import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { vosguard } from '../cli/vosguard.js';
import { failuresOf } from './failures.js';

const policy = (sip = '', platform = 'debian12') => `vosguard: 1
target: { platform: ${platform} }
addresses: { country: [198.51.100.0/24, "2001:db8:7::/48"] }
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8/29] } }
sip: { ports: { encrypted: [5070] }, strangers: { from: [country] }${sip} }
`;

const tests = `tests:
  - name: inside
    answer: { REGISTER: 200 }
    send: { from: 198.51.100.7, method: REGISTER }
    expect: { delivered: 1, known: true }
  - { name: inside over TCP, send: { from: "2001:db8:7::9", method: REGISTER, transport: tcp }, expect: { delivered: 1 } }
  - { name: inside on an encrypted port, send: { from: 198.51.100.7, port: 5070 }, expect: { delivered: 1 } }
  - name: limits inside hold
    send: { from: 198.51.100.7, method: REGISTER, count: 40, every: 1ms }
    expect: { delivered: 10 }
  - name: outside
    answer: { REGISTER: 200 }
    send: { from: 192.0.2.77, method: REGISTER, count: 3000, every: 1ms }
    expect: { delivered: 0, known: false, banned: false, rule: strangers.from.outside }
  - { name: outside, IPv6, send: { from: "2001:db8:8::7" }, expect: { delivered: 0, rule: strangers.from.outside } }
  - { name: outside over TCP, send: { from: 192.0.2.77, method: REGISTER, transport: tcp }, expect: { delivered: 0, rule: input.tcp.outside } }
  - { name: outside on an encrypted port, send: { from: 192.0.2.77, port: 5070 }, expect: { delivered: 0, rule: sip.encrypted.outside } }
  - { name: trusted, send: { from: 203.0.113.10, method: INVITE, count: 100, every: 1ms }, expect: { delivered: 100 } }
  - name: a called trunk from anywhere
    send: { to: 192.0.2.99, method: INVITE }
    expect: { delivered: 1 }
    then:
      - { send: { from: 192.0.2.99, response: 200 }, expect: { delivered: 1 } }
      - { send: { from: 192.0.2.99, method: BYE }, expect: { delivered: 1 } }
      - { send: { from: 192.0.2.99, method: INVITE }, expect: { delivered: 0 } }
      - { send: { from: 192.0.2.99, method: REGISTER }, expect: { delivered: 0 } }
      - { send: { from: 192.0.2.99, method: OPTIONS, count: 50, every: 10ms }, expect: { delivered: 5 } }
`.replaceAll(/name: (outside, IPv6)/g, 'name: "$1"');

test('strangers from a list: those inside as ever, those outside refused on every port', () => {
  expect(failuresOf(policy() + tests)).toEqual([]);
});

test('it holds while customers are learned', () => {
  const learning = `tests:
  - name: outside
    answer: { REGISTER: 200 }
    send: { from: 192.0.2.77, method: REGISTER }
    expect: { delivered: 0, known: false }
  - { name: outside over TCP, send: { from: 192.0.2.77, transport: tcp }, expect: { delivered: 0 } }
  - { name: outside on an encrypted port, send: { from: 192.0.2.77, port: 5070 }, expect: { delivered: 0 } }
  - name: inside nothing is refused
    send: { from: 198.51.100.7, method: REGISTER, count: 40, every: 1ms }
    expect: { delivered: 40 }
`;
  expect(failuresOf(policy(', learn: 2h') + learning)).toEqual([]);
});

test('where the rules hold the list themselves, as for ip6tables 1.4.7, it is asked all the same', () => {
  const old = `tests:
  - { name: inside, send: { from: "2001:db8:7::9" , method: REGISTER }, expect: { delivered: 1 } }
  - { name: outside, send: { from: "2001:db8:8::9", method: REGISTER }, expect: { delivered: 0 } }
  - { name: inside over TCP, send: { from: "2001:db8:7::9", method: REGISTER, transport: tcp }, expect: { delivered: 1 } }
  - { name: outside over TCP, send: { from: "2001:db8:8::9", method: REGISTER, transport: tcp }, expect: { delivered: 0 } }
`;
  expect(failuresOf(policy('', 'centos6') + old)).toEqual([]);
});

test('without it, strangers come from anywhere', () => {
  const anywhere = `tests: [{ name: t, send: { from: 192.0.2.77, method: REGISTER }, expect: { delivered: 1 } }]\n`;
  expect(failuresOf(policy().replace('from: [country]', '') + anywhere)).toEqual([]);
});

const folder = temporaryFolder();

test('explain: what would have to change', async () => {
  writeFileSync(join(folder(), 'policy.yaml'), policy());
  const { out } = await vosguard(folder(), ['explain', 'policy.yaml', '--from', '192.0.2.77']);
  expect(out).toContain('dropped by strangers.from.outside');
  expect(out).toContain('policy.yaml:6:');
  expect(out).toContain('lists where strangers come from: its source in that list, or in trusted');
});
