import fc from 'fast-check';
import { clockText, daysOf, everyDay, isWholeWeek, windowsOf, zoneOf } from '../../src/net/week.js';

const windows = (days: string, from: number, until: number, zone = 'UTC') =>
  windowsOf({ days: daysOf(days), from: from * 60, until: until * 60, zone: zoneOf(zone) }).map(
    ({ days: on, first, last }) => `${on.join('')} ${clockText(first)}-${clockText(last)}`,
  );

test.each([
  ['a working week', windows('mon-fri', 8, 20), ['12345 08:00:00-19:59:59']],
  ['all day', windows('sat', 0, 24), ['6 00:00:00-23:59:59']],
  ['over midnight', windows('fri-sat', 22, 6), ['06 00:00:00-05:59:59', '56 22:00:00-23:59:59']],
  ['to midnight', windows('sun', 20, 24), ['0 20:00:00-23:59:59']],
  ['a clock that is ahead', windows('mon-fri', 8, 20, '+02:00'), ['12345 06:00:00-17:59:59']],
  ['over midnight of UTC alone', windows('mon', 0, 4, '+02:00'), ['1 00:00:00-01:59:59', '0 22:00:00-23:59:59']],
  ['a clock that is behind', windows('sat', 20, 24, '-05:30'), ['0 01:30:00-05:29:59']],
  ['a week end over the end of the week', windows('sat-mon', 0, 24), ['016 00:00:00-23:59:59']],
])('%s', (_, found, expected) => {
  expect(found).toEqual(expected);
}); // biome-ignore format: a table

test('every day, all day, is always', () => {
  expect(windowsOf({ days: everyDay, from: 0, until: 1440, zone: 0 }).some(isWholeWeek)).toBe(true);
});

test('a minute is in it if and only if it is by the clock of whoever wrote it', () => {
  const WEEK = 7 * 1440;
  fc.assert(
    fc.property(
      fc.subarray([...everyDay], { minLength: 1 }),
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 1, max: 1440 }),
      fc.integer({ min: -840, max: 840 }),
      fc.integer({ min: 0, max: WEEK - 1 }),
      (days, from, length, zone, minute) => {
        const until = from + length > 1440 ? from + length - 1440 : from + length;
        fc.pre(until !== from);
        const local = (minute + zone + WEEK) % WEEK;
        const wanted = days.some((day) => (local - day * 1440 - from + 2 * WEEK) % WEEK < length);
        const [day, second] = [Math.floor(minute / 1440), (minute % 1440) * 60];
        const is = windowsOf({ days, from, until, zone }).some(
          (one) => one.days.some((other) => other === day) && one.first <= second && second <= one.last,
        );
        expect(is).toBe(wanted);
      },
    ),
  );
});

test.each([
  [1441, 60],
  [0, 155_016_000],
  [-1, 60],
  [Number.NaN, 60],
])('what is no time of a day, %p to %p, is no window', (from, until) => {
  expect(windowsOf({ days: everyDay, from, until, zone: 0 })).toEqual([]);
});
