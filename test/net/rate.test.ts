import fc from 'fast-check';
import { mostInRate, parseRate, rateText, refillTime } from '../../src/net/rate.js';
import type { Count, Rate, RateUnit } from '../../src/net/units.js';

const most = mostInRate;
const rate = (count: number, unit: RateUnit): Rate => ({ count: count as Count, unit });

test.each<[string, Rate, number]>([
  ['5/s burst 10', rate(5, 'second'), 10],
  ['5/s', rate(5, 'second'), 5],
  ['12/min burst 2', rate(12, 'minute'), 2],
  ['1/h', rate(1, 'hour'), 1],
  ['1000000/d burst 1000000', rate(1_000_000, 'day'), 1_000_000],
  ['5/s  burst  10', rate(5, 'second'), 10],
])('%s is read', (text, expected, burst) => {
  expect(parseRate(text)).toEqual({ kind: 'value', value: { rate: expected, burst } });
});

test.each<[string, unknown]>([
  ['', { kind: 'empty' }],
  ['fast', { kind: 'not-a-rate', text: 'fast' }],
  ['/s', { kind: 'not-a-rate', text: '/s' }],
  ['5/', { kind: 'not-a-rate', text: '5/' }],
  ['5 / s', { kind: 'not-a-rate', text: '5 / s' }],
  ['5/s 10', { kind: 'not-a-rate', text: '5/s 10' }],
  ['5/s burst 10 20', { kind: 'not-a-rate', text: '5/s burst 10 20' }],
  ['5/s\n', { kind: 'not-a-rate', text: '5/s\n' }],
  ['5', { kind: 'no-unit', text: '5' }],
  ['5 burst 10', { kind: 'no-unit', text: '5 burst 10' }],
  ['5/sec', { kind: 'unit-unknown', unit: 'sec' }],
  ['5/m burst 10', { kind: 'unit-unknown', unit: 'm' }],
  ['0/s', { kind: 'rate-zero', text: '0', most }],
  ['-5/s', { kind: 'rate-negative', text: '-5', most }],
  ['0.5/s', { kind: 'rate-not-whole', text: '0.5', most }],
  ['1000001/s', { kind: 'rate-too-high', text: '1000001', most }],
  ['1e3/s', { kind: 'rate-not-a-number', text: '1e3', most }],
  ['5/s burst', { kind: 'burst-missing', text: '5/s burst' }],
  ['5/s burst ', { kind: 'burst-missing', text: '5/s burst ' }],
  ['5/s burst 0', { kind: 'burst-zero', text: '0', most }],
  ['5/s burst -1', { kind: 'burst-negative', text: '-1', most }],
  ['5/s burst 1.5', { kind: 'burst-not-whole', text: '1.5', most }],
  ['5/s burst 9999999', { kind: 'burst-too-high', text: '9999999', most }],
  ['5/s burst ten', { kind: 'burst-not-a-number', text: 'ten', most }],
])('%j is refused', (text, fault) => {
  expect(parseRate(text)).toEqual({ kind: 'fault', fault });
});

const counts = fc.integer({ min: 1, max: mostInRate }).map((count) => count as Count);
const units = fc.constantFrom<RateUnit>('second', 'minute', 'hour', 'day');

test('reading what is printed gives the same rate and burst', () => {
  fc.assert(
    fc.property(counts, units, counts, (count, unit, burst) => {
      expect(parseRate(rateText({ count, unit }, burst))).toEqual({
        kind: 'value',
        value: { rate: { count, unit }, burst },
      });
      expect(parseRate(rateText({ count, unit }))).toEqual({
        kind: 'value',
        value: { rate: { count, unit }, burst: count },
      });
    }),
  );
});

test.each<[Rate, number, number]>([
  [rate(5, 'second'), 10, 2_000],
  [rate(3, 'second'), 1, 334],
  [rate(12, 'minute'), 60, 300_000],
  [rate(1_000_000, 'second'), 1, 1],
  [rate(1, 'day'), 1_000_000, 86_400_000_000_000],
])('a bucket of %j is full after its burst of %d came in: %d ms', (one, burst, milliseconds) => {
  expect(refillTime(one, burst as Count)).toBe(milliseconds);
});

test('the refill is the first whole millisecond at which the burst is there', () => {
  const lengths = { second: 1_000n, minute: 60_000n, hour: 3_600_000n, day: 86_400_000n };
  fc.assert(
    fc.property(counts, units, counts, (count, unit, burst) => {
      const time = BigInt(refillTime({ count, unit }, burst));
      const needed = BigInt(burst) * lengths[unit];
      expect(time * BigInt(count) >= needed).toBe(true);
      expect((time - 1n) * BigInt(count) < needed).toBe(true);
    }),
  );
});
