import { nodeAt, placeOf } from '../../src/parse/document.js';
import { explainDefaults } from '../../src/parse/explain-defaults.js';
import { bare, parsed, placeText } from './parsed.js';

const policy = [
  'vosguard: 1',
  'name: softswitch-1',
  'addresses:',
  '  carriers: [203.0.113.10, "2001:db8:7::/48"]',
  'trusted: [carriers]   # never limited',
  'services:',
  '  ssh: { tcp: [22], from: [192.0.2.8/29] }',
  'profiles:',
  '  attack:',
  '    expires: 4h',
  '    sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } }',
  '',
].join('\n');

test('a policy with a profile', () => {
  const { document, brief } = parsed(policy, 'attack');
  expect(brief).toEqual([]);
  const limits = document && bare(nodeAt(document.root, ['sip', 'strangers', 'limits']));
  expect(limits).toMatchObject({ REGISTER: '2/s burst 4', INVITE: '10/s burst 20' });
  expect(document && parsed(explainDefaults(document)).brief).toEqual([]);
});

test.each([
  [['services', 'ssh', 'from', 0], 'value', '7:28'],
  [['services', 'ssh', 'from'], 'key', '7:21'],
  [['services', 'ssh', 'from'], 'value', '7:27'],
  [['services', 'ssh', 'udp'], 'key', '7:8'],
  [['addresses', 'carriers', 1], 'value', '4:28'],
] as const)('the place of %j: the %s', (path, on, expected) => {
  const { document } = parsed(policy);
  expect(document && placeText(placeOf(document.root, path, on))).toBe(`policy.yaml:${expected}`);
});

test('a default has the place of what is written around it', () => {
  const { document } = parsed(policy);
  expect(document && placeText(placeOf(document.root, ['services', 'media'], 'value'))).toBe(
    'policy.yaml:7:3',
  );
});
