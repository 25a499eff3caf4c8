import { mostInWindow, parseWindow, windowText } from '../../src/net/rate.js';

test.each<[string, number, number]>([
  ['20 in 60s', 20, 60_000],
  ['1 in 500ms', 1, 500],
  ['1000000 in 1d', 1_000_000, 86_400_000],
])('%s is read', (text, count, span) => {
  expect(parseWindow(text)).toEqual({ kind: 'value', value: { count, span } });
});

test.each<[string, unknown]>([
  ['', { kind: 'empty' }],
  ['20/60s', { kind: 'not-a-window', text: '20/60s' }],
  ['20 in', { kind: 'not-a-window', text: '20 in' }],
  ['20 per 60s', { kind: 'not-a-window', text: '20 per 60s' }],
  ['20in60s', { kind: 'not-a-window', text: '20in60s' }],
  ['0 in 60s', { kind: 'count-zero', text: '0', most: mostInWindow }],
  ['-1 in 60s', { kind: 'count-negative', text: '-1', most: mostInWindow }],
  ['1000001 in 60s', { kind: 'count-too-high', text: '1000001', most: mostInWindow }],
  ['20 in 60', { kind: 'span', fault: { kind: 'no-unit', text: '60' } }],
  ['20 in 0s', { kind: 'span', fault: { kind: 'zero', text: '0s' } }],
])('%j is refused', (text, fault) => {
  expect(parseWindow(text)).toEqual({ kind: 'fault', fault });
});

test.each(['20 in 1m', '20 in 90s'])('%s is printed as it is read', (text) => {
  const parsed = parseWindow(text);
  expect(parsed.kind === 'value' ? windowText(parsed.value) : parsed.fault).toBe(text);
});
