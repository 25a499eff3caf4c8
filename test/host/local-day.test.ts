import { localDay } from '../../src/host/local-time.js';

test.each([
  [new Date(2026, 0, 2, 23, 59), '2026-01-02'],
  [new Date(2026, 11, 31, 0, 0), '2026-12-31'],
  [new Date(987, 5, 7), '0987-06-07'],
])('%s is the day %s', (moment, day) => {
  expect(localDay(moment)).toBe(day);
});
