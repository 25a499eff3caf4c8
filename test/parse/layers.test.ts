import type { Document } from '../../src/parse/document.js';
import { nodeAt } from '../../src/parse/document.js';
import { defaults } from '../../src/policy/defaults.js';
import type { PolicyPath } from '../../src/policy/path.js';
import { bare, parsed, placeText } from './parsed.js';

const at = (document: Document | undefined, ...path: PolicyPath) =>
  document && bare(nodeAt(document.root, path));

test('a policy that says nothing is the defaults', () => {
  const { document } = parsed('vosguard: 1\n');
  expect(document && bare(document.root)).toEqual({ ...defaults, vosguard: 1 });
  expect(document && bare(document.written)).toEqual({ vosguard: 1 });
});

test('defaults have no place and what is written over them has', () => {
  const { document } = parsed('sip:\n  known:\n    remember: 1h\n');
  const known = document && nodeAt(document.root, ['sip', 'known']);
  const entries = known?.kind === 'map' ? known.entries : new Map();
  expect(placeText(entries.get('remember')?.value.span)).toBe('policy.yaml:3:15');
  expect(entries.get('limits')?.value.span).toBeUndefined();
  expect(placeText(known?.span)).toBe('policy.yaml:3:5');
});

test('defaults, then includes, then the file, then the profile', () => {
  const files = {
    'policy.yaml': 'include: [a.yaml]\nname: file\nprofiles: { p: { x: profile, expires: 4h } }\n',
    'a.yaml': 'include: deep/b.yaml\nname: a\nx: a\ny: a\n',
    'deep/b.yaml': 'include: ../c.yaml\ny: b\nz: b\ndefault: leave\n',
    'c.yaml': 'z: c\nw: c\n',
  };
  const { document, brief } = parsed(files, 'p');
  expect(brief).toEqual([]);
  const seen = ['name', 'x', 'y', 'z', 'w', 'default', 'include', 'expires'].map((key) => at(document, key));
  expect(seen).toEqual(['file', 'profile', 'a', 'b', 'c', 'leave', undefined, undefined]);
  expect(document?.files.map(({ path }) => path)).toEqual(['policy.yaml', 'a.yaml', 'deep/b.yaml', 'c.yaml']);
  expect(document && bare(nodeAt(document.written, ['x']))).toBe('a');
});

test('what an include removes stays removed under what the file adds', () => {
  const files = {
    'policy.yaml': 'include: a.yaml\nservices: { ssh: { tcp: [22] } }\n',
    'a.yaml': 'services: null\n',
  };
  expect(at(parsed(files).document, 'services')).toEqual({ ssh: { tcp: [22] } });
});

test('null in the file removes a default and is still there in what was written', () => {
  const { document } = parsed('services: null\nsip: { strangers: { limits: { OPTIONS: null } } }\n');
  expect(at(document, 'services')).toBeUndefined();
  expect(at(document, 'sip', 'strangers', 'limits', 'OPTIONS')).toBeUndefined();
  expect(at(document, 'sip', 'strangers', 'limits', 'INFO')).toBe('drop');
  expect(document && bare(document.written)).toMatchObject({ services: null });
});

test('every profile is laid over the same policy, whichever is chosen', () => {
  const text =
    'name: n\nx: { y: 1 }\nprofiles:\n  p: { x: { z: 2 }, expires: 4h }\n  q: { x: null, name: q }\n  r: 5\n';
  const without = parsed(text).document;
  const withP = parsed(text, 'p').document;
  expect(at(without, 'x')).toEqual({ y: 1 });
  expect(at(withP, 'x')).toEqual({ y: 1, z: 2 });
  expect([without?.profile, withP?.profile]).toEqual([undefined, 'p']);
  for (const document of [without, withP]) {
    expect([...(document?.profiles.keys() ?? [])]).toEqual(['p', 'q']);
    const q = document?.profiles.get('q');
    expect(q && bare(q)).toMatchObject({ name: 'q' });
    expect(q?.entries.has('x')).toBe(false);
    expect(at(document, 'profiles')).toEqual({
      p: { x: { z: 2 }, expires: '4h' },
      q: { x: null, name: 'q' },
      r: 5,
    });
  }
});

test.each([
  ['profiles: { b: {}, a: {} }\n', 'VG150 policy.yaml:1:1', ['a', 'b']],
  ['name: x\n', 'VG150 -', []],
  ['profiles: { c: null }\n', 'VG150 policy.yaml:1:1', []],
])('an unknown profile of %j', (text, expected, known) => {
  const { brief, findings, document } = parsed(text, 'c');
  expect(brief).toEqual([expected]);
  expect(findings[0]?.args).toEqual({ profile: 'c', known });
  expect(document?.profile).toBeUndefined();
});

test('keys of objects are ordinary keys', () => {
  const { document, brief } = parsed('__proto__: { x: 1 }\nconstructor: 2\n');
  expect(brief).toEqual([]);
  expect(document?.root.entries.has('__proto__')).toBe(true);
  expect(document?.root.entries.has('toString')).toBe(false);
});
