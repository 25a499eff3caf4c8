import { memoryFiles } from '../parse/memory-files.js';
import { judged } from './report.js';

const megabyte = 1024 * 1024;

const bad = (content: string | Uint8Array) =>
  judged('policy.yaml', memoryFiles({ 'policy.yaml': content })).lines;

test.each([
  ['one line of 10 MB', `vosguard: 1\nname: ${'a'.repeat(10 * megabyte)}\n`],
  ['10 MB without an end of line', 'a'.repeat(10 * megabyte)],
  ['10 MB of brackets', '['.repeat(10 * megabyte)],
  ['one line just below the limit', `vosguard: 1\nname: ${'a'.repeat(3 * megabyte)}\n`],
  ['brackets just below the limit', `vosguard: ${'['.repeat(3 * megabyte)}`],
  ['braces without end', `trusted: ${'{a: '.repeat(200_000)}`],
  ['keys without end', Array.from({ length: 150_000 }, (_, i) => `k${i}: 1\n`).join('')],
  ['entries without end', `trusted: [${'x, '.repeat(150_000)}x]`],
  ['an executable', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255)],
  ['nothing but NUL', new Uint8Array(1000)],
  ['UTF-16', Uint8Array.from([0xff, 0xfe, ...[...'vosguard: 1\n'].flatMap((c) => [c.charCodeAt(0), 0])])],
])('%s is an error', (_, content) => {
  expect(bad(content)).not.toEqual([]);
});

test('a thousand mistakes of one kind give a hundred findings and a count', () => {
  const text = `vosguard: 1\ntrusted: [${'x.y, '.repeat(999)}x.y]\n`;
  const { findings } = judged('policy.yaml', memoryFiles({ 'policy.yaml': text }));
  expect(findings.filter(({ code }) => code === 'VG220')).toHaveLength(100);
  expect(findings.filter(({ code }) => code === 'VG209').map(({ args }) => args)).toEqual([{ more: 900 }]);
});
