import { backendRules, evaluatorOptions } from '../../src/compile/backend-rules.js';
import { legalizePolicy, lintPolicy } from '../../src/compile.js';
import { playTest } from '../../src/testing/play.js';
import { today } from '../lint-text.js';
import { memoryFiles } from '../parse/memory-files.js';

const policy = (send: string, delivered: number) => `
vosguard: 1
addresses: { peer: [192.0.2.30, "2001:db8:8::30"] }
services: { vrrp: { protocol: vrrp, from: [peer] }, esp: { protocol: esp } }
tests:
  - { name: t, send: { ${send} }, expect: { delivered: ${delivered} } }
`;

function failures(text: string): readonly (readonly unknown[])[] {
  const files = memoryFiles({ 'policy.yaml': text });
  const found = legalizePolicy({ path: 'policy.yaml', files, profile: undefined, today }, () => {});
  if (found === undefined) throw new Error('the policy has errors');
  return backendRules(found.legal).map((rules) => {
    const [test] = found.policy.tests;
    if (test === undefined) throw new Error('the policy has a test');
    return playTest(test, rules, evaluatorOptions(found.platform, found.policy), found.policy).failures;
  });
}

test.each([
  ['from: 192.0.2.30, protocol: vrrp, count: 3', 3],
  ['from: 192.0.2.30, protocol: 112, count: 3', 3],
  ['from: "2001:db8:8::30", protocol: vrrp', 1],
  ['from: 192.0.2.31, protocol: vrrp, count: 3', 0],
  ['from: 192.0.2.31, protocol: esp', 1],
  ['from: 192.0.2.30, protocol: gre', 0],
  ['from: 192.0.2.30, protocol: icmp', 0],
])('%s: %d delivered, on every backend', (send, delivered) => {
  expect(failures(policy(send, delivered))).toEqual([[], []]);
  expect(failures(policy(send, delivered + 1)).every((list) => list.length > 0)).toBe(true);
});

function codes(text: string): readonly string[] {
  const found: string[] = [];
  const files = memoryFiles({ 'policy.yaml': text });
  lintPolicy({ path: 'policy.yaml', files, profile: undefined, today }, ({ code }) => found.push(code));
  return found;
}

const service = (protocol: string, more = ', from: [192.0.2.30]') =>
  `vosguard: 1\nservices: { ssh: { tcp: [22], from: [192.0.2.8] }, p: { protocol: ${protocol}${more} } }\n`;

test.each(['vrrp', 'gre', 'esp', 'ah', 'sctp', 'ospf', 'igmp', '0', '47', '"47"', '255'])(
  '%s is a protocol',
  (one) => {
    expect(codes(service(one))).toEqual([]);
  },
);

test.each([
  ['vrrrp', 'VG206'],
  ['256', 'VG204'],
  ['-1', 'VG204'],
  ['"256"', 'VG206'],
  ['tcp', 'VG239'],
  ['6', 'VG239'],
  ['"17"', 'VG239'],
  ['1.5', 'VG201'],
  ['[vrrp]', 'VG201'],
])('%s is none: %s', (one, code) => {
  expect(codes(service(one))).toContain(code);
});

test('a protocol of neighbours wants a from; a tunnel with a key does not', () => {
  expect(codes(service('vrrp', ''))).toContain('VG389');
  expect(codes(service('ospf', ', from: ["0.0.0.0/0"]'))).toContain('VG389');
  expect(codes(service('esp', ''))).not.toContain('VG389');
});
