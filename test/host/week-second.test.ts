import { weekSecond } from '../../src/host/local-time.js';

test.each([
  ['2026-11-29T00:00:00Z', 0],
  ['2026-11-30T08:30:05Z', 86_400 + 8 * 3600 + 30 * 60 + 5],
  ['2026-12-06T00:30:00+01:00', 7 * 86_400 - 30 * 60],
])('%s', (now, seconds) => {
  expect(weekSecond(new Date(now))).toBe(seconds);
});
