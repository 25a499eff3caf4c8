import fc from 'fast-check';
import { parseSshHost } from '../../src/net/ssh-host.js';

test.each([
  'switch',
  'root@switch',
  'root@192.0.2.1',
  'root@2001:db8::1',
  'root@fe80::1%eth0',
  'ssh://root@switch.example.net:2222',
  'ssh://root@[2001:db8::1]:22',
  'a-b_c+d',
])('%s is a host', (text) => {
  expect(parseSshHost(text)).toEqual({ kind: 'value', value: text });
});

test.each([
  ['', 'empty'],
  ['root@', 'empty'],
  ['@switch', 'empty'],
  ['ssh://', 'empty'],
  ['-oProxyCommand=id', 'character'],
  ['-v', 'option'],
  ['--', 'option'],
  ['root@-v', 'option'],
  ['-v@switch', 'option'],
  ['ssh://-v', 'option'],
  ['ssh://root@-v', 'option'],
  ['a b', 'character'],
  ['a\tb', 'character'],
  ['a\nb', 'character'],
  ['a\u0000', 'character'],
  ['a\u001b[2J', 'character'],
  ['a;id', 'character'],
  ['$(id)', 'character'],
  ['`id`', 'character'],
  ["it's", 'character'],
  ['a"b', 'character'],
  ['a\\b', 'character'],
  ['sw\u0456tch', 'character'],
  ['x'.repeat(321), 'too-long'],
])('%j is none', (text, fault) => {
  expect(parseSshHost(text)).toEqual({ kind: 'fault', fault });
});

test('whatever passes is one word for a shell, and never an option', () => {
  const near = fc.stringMatching(/^[\w.:/@%+[\]\- ;$'`\\\n]{0,12}$/);
  fc.assert(
    fc.property(fc.oneof(near, fc.string()), (text) => {
      const parsed = parseSshHost(text);
      if (parsed.kind === 'fault') return;
      expect(parsed.value).not.toMatch(/^-|@-|\/\/-|[^\w.:/@%+[\]-]/);
    }),
  );
});
