import { countFindings, inOrder } from '../../src/diagnostics/order.js';
import { longBan, nowhere, open, policy } from './findings.js';
import { spanIn } from './span-of.js';

test('two findings at one place stay two when they say different things', () => {
  const other = { ...open, args: { service: 'ssh2', sources: 'everybody' } };
  expect(inOrder([other, open, open]).map(({ what }) => what)).toEqual([
    'The service "ssh" lets everybody reach SSH.',
    'The service "ssh2" lets everybody reach SSH.',
  ]);
});

test('one message at two places stays two', () => {
  const later = { ...open, place: spanIn(policy, 'tcp') };
  expect(inOrder([later, open]).map(({ location }) => location?.start.column)).toEqual([3, 10]);
});

test('lines are compared as numbers', () => {
  const text = `${'a\n'.repeat(9)}b`;
  const file = { path: 'p', text };
  const at = (line: number) => ({ ...open, place: { file, line, column: 1, length: 1 } });
  expect(inOrder([at(10), at(9)]).map(({ location }) => location?.start.line)).toEqual([9, 10]);
});

test('counts what would be printed', () => {
  expect(countFindings([open, open, longBan, nowhere])).toEqual({ error: 0, warning: 2, note: 1 });
});

test('a hundred thousand findings in one large file are located in one pass over it', () => {
  const file = { path: 'p', text: 'key: 1\n'.repeat(100_000) };
  const findings = Array.from({ length: 100_000 }, (_, line) => ({
    ...open,
    place: { file, start: line * 7, end: line * 7 + 3 },
  }));
  expect(inOrder(findings).at(-1)?.location?.start).toEqual({ line: 100_000, column: 1 });
});
