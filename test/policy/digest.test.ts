import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type DigestPart, digestOf } from '../../src/policy/digest.js';
import { parsed } from '../parse/parsed.js';

const part: fc.Arbitrary<DigestPart> = fc.record({
  kind: fc.constantFrom('policy', 'profile', 'read', 'list'),
  content: fc.oneof(fc.string(), fc.constantFrom('', 'policy 1\nx', 'x')),
});

test('the bytes are those that the comment says', () => {
  const parts: DigestPart[] = [
    { kind: 'policy', content: Uint8Array.from([0xc3, 0xa9]) },
    { kind: 'profile', content: 'é' },
  ];
  expect(digestOf(parts)).toBe(createHash('sha256').update('policy 2\néprofile 2\né').digest('hex'));
});

test('different parts have different digests', () => {
  fc.assert(
    fc.property(fc.array(part), fc.array(part), (a, b) => {
      expect(digestOf(a) === digestOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});

const digest = (...input: Parameters<typeof parsed>) => parsed(...input).document?.digest;

test('the digest of a document follows its files and profile, not their paths', () => {
  const text = 'include: a\nprofiles: { p: {}, q: {} }\n';
  const one = digest({ 'policy.yaml': text, a: 'x: 1\n' });
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(digest({ 'policy.yaml': text, a: 'x: 1\n', b: 'unused' })).toBe(one);
  const others = [
    digest({ 'policy.yaml': text, a: 'x: 2\n' }),
    digest({ 'policy.yaml': `${text}#`, a: 'x: 1\n' }),
    digest({ 'policy.yaml': text, a: 'x: 1\n' }, 'p'),
    digest({ 'policy.yaml': text, a: 'x: 1\n' }, 'q'),
  ];
  expect(new Set([one, ...others]).size).toBe(5);
});
