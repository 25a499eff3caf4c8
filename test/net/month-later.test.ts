import fc from 'fast-check';
import { daysInMonth, monthLater } from '../../src/net/day.js';

test.each([
  ['2027-01-15', '2027-02-15'],
  ['2027-01-31', '2027-02-28'],
  ['2028-01-31', '2028-02-29'],
  ['2027-03-31', '2027-04-30'],
  ['2027-12-31', '2028-01-31'],
  ['2099-12-01', '2100-01-01'],
  ['2100-01-30', '2100-02-28'],
])('a month after %s is %s', (day, later) => {
  expect(monthLater(day)).toBe(later);
});

test('it is a day of the calendar, 28 to 31 days later', () => {
  const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10);
      const later = monthLater(day);
      expect(new Date(later).toISOString().slice(0, 10)).toBe(later);
      const passed = (Date.parse(later) - Date.parse(day)) / 86_400_000;
      expect(passed).toBeGreaterThanOrEqual(28);
      expect(passed).toBeLessThanOrEqual(31);
    }),
  );
});

test('a month that there is not has no days', () => {
  expect([0, 13, Number.NaN].map((month) => daysInMonth(2027, month))).toEqual([0, 0, 0]);
});
