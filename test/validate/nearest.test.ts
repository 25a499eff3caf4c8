import fc from 'fast-check';
import { nearest } from '../../src/validate/nearest.js';
import { validated } from './validated.js';

test.each([
  ['trustd', ['trusted', 'blocked'], 'trusted'],
  ['REGISTRE', ['REGISTER', 'REFER'], 'REGISTER'],
  ['register', ['REGISTER', 'REFER'], 'REGISTER'],
  ['ofice', ['office'], 'office'],
  ['a', ['b', 'banana'], 'b'],
  ['customers', ['carriers', 'office'], undefined],
  ['', ['office'], undefined],
  ['office', [], undefined],
  ['x'.repeat(100_000), ['office'], undefined],
])('the nearest of %.20s', (text, candidates, expected) => {
  expect(nearest(text, candidates)).toBe(expected);
});

test('what is there is nearest to itself', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (candidates) => {
      for (const candidate of candidates) expect(nearest(candidate, candidates)).toBe(candidate);
    }),
  );
});

test.each([
  ['trustd: []', 'trusted'],
  ['sip: { strangers: { limits: { REGISTRE: drop } } }', 'REGISTER'],
  ['default: denny', 'deny'],
  ['target: { platform: debain12 }', 'debian12'],
  ['signatures: { use: [atack-tools] }', 'attack-tools'],
  ['addresses: { office: [] }\ntrusted: [ofice]', 'office'],
  [
    'profiles: { attack: {} }\ntests: [{ name: a, profile: atack, send: { from: 192.0.2.1 }, expect: {} }]',
    'attack',
  ],
])('%s is met with what was meant', (text, expected) => {
  expect(validated(text).findings.map(({ args }) => args)).toMatchObject([{ nearest: expected }]);
});

test('`__proto__` and its like are names that nobody means', () => {
  expect(nearest('_proto__', ['__proto__', 'office'])).toBeUndefined();
  expect(nearest('proto', ['__proto__', 'protos'])).toBe('protos');
});
