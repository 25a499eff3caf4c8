import fc from 'fast-check';
import { durationText, longestDuration, parseDuration } from '../../src/net/duration.js';
import type { Milliseconds } from '../../src/net/units.js';

test.each<[string, number]>([
  ['500ms', 500],
  ['90s', 90_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['365d', longestDuration],
])('%s is %d ms and is printed so', (text, milliseconds) => {
  expect(parseDuration(text)).toEqual({ kind: 'value', value: milliseconds });
  expect(durationText(milliseconds as Milliseconds)).toBe(text);
});

test.each<[string, unknown]>([
  ['', { kind: 'empty' }],
  ['soon', { kind: 'not-a-duration', text: 'soon' }],
  ['s', { kind: 'not-a-duration', text: 's' }],
  ['10 m', { kind: 'not-a-duration', text: '10 m' }],
  ['1h30m', { kind: 'not-a-duration', text: '1h30m' }],
  ['+5s', { kind: 'not-a-duration', text: '+5s' }],
  ['10s\n', { kind: 'not-a-duration', text: '10s\n' }],
  ['30', { kind: 'no-unit', text: '30' }],
  ['10min', { kind: 'unit-unknown', unit: 'min' }],
  ['10M', { kind: 'unit-unknown', unit: 'M' }],
  ['1toString', { kind: 'unit-unknown', unit: 'toString' }],
  ['1.5h', { kind: 'not-whole', text: '1.5h' }],
  ['-5s', { kind: 'negative', text: '-5s' }],
  ['0s', { kind: 'zero', text: '0s' }],
  ['366d', { kind: 'too-long', text: '366d', longest: longestDuration }],
  ['31536000001ms', { kind: 'too-long', text: '31536000001ms', longest: longestDuration }],
])('%j is refused', (text, fault) => {
  expect(parseDuration(text)).toEqual({ kind: 'fault', fault });
});

test.each([
  [60_000, '1m'],
  [5_400_000, '90m'],
  [1_500, '1500ms'],
  [172_800_000, '2d'],
])('%d ms is %s', (milliseconds, text) => expect(durationText(milliseconds as Milliseconds)).toBe(text));

test('reading what is printed gives the same duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: longestDuration }), (duration) => {
      expect(parseDuration(durationText(duration as Milliseconds))).toEqual({
        kind: 'value',
        value: duration,
      });
    }),
  );
});
