import { expectedByBucket, hashlimit, idealBucket, nftLimit, passes } from './buckets.js';

const every = (count: number, ms: number): number[] =>
  Array.from({ length: count }, (_, index) => index * ms);
const perSecond = (count: number, burst: number) => ({ rate: { count, unit: 'second' as const }, burst });

/** The table of docs/papers/netfilter-notes.md, section 6, measured on Linux 6.18 with HZ=250. */
const measured = [
  { bucket: perSecond(5, 10), times: every(100, 10), ideal: 14.95, nft: 14, hashlimit: [14, 14] },
  { bucket: perSecond(5, 10), times: every(500, 2), ideal: 14.99, nft: 14, hashlimit: [14, 15] },
  { bucket: perSecond(100, 200), times: every(2000, 1), ideal: 399.9, nft: 399, hashlimit: [399, 400] },
  { bucket: perSecond(300, 50), times: every(3000, 1), ideal: 949.7, nft: 949, hashlimit: [949, 950] },
  { bucket: perSecond(7, 1), times: every(300, 10), ideal: 21.93, nft: 20, hashlimit: [20, 21] },
] as const;

describe.each(measured)('$bucket.rate.count/s burst $bucket.burst, $times.length packets', (row) => {
  test('ideal', () => expect(idealBucket(row.times, row.bucket)).toBeCloseTo(row.ideal, 1));

  test('nft limit', () => expect(passes(row.times, row.bucket.burst, nftLimit(row.bucket))).toBe(row.nft));

  // Where in a jiffy the trials began is not known: one packet of a fast rate may fall on either side.
  test.each([0, 1, 2, 3])('hashlimit, %d ms into a jiffy', (phase) => {
    const passed = passes(row.times, row.bucket.burst, hashlimit(row.bucket, phase));
    expect(passed).toBeGreaterThanOrEqual(row.hashlimit[0] - 1);
    expect(passed).toBeLessThanOrEqual(row.hashlimit[1]);
  });

  test('the bounds hold what was measured, and not much more', () => {
    const { least, most } = expectedByBucket(row.times, row.bucket, 0);
    expect(least).toBeLessThanOrEqual(row.nft);
    expect(most).toBeGreaterThanOrEqual(row.hashlimit[1]);
    expect(most - least).toBeLessThanOrEqual(8);
  });
});

test('fewer packets than the burst all pass', () => {
  expect(expectedByBucket(every(5, 1), perSecond(1, 10), 0)).toEqual({ least: 3, most: 5 });
});

test('no packets, nothing passes', () => {
  expect(expectedByBucket([], perSecond(1, 10), 0)).toEqual({ least: 0, most: 0 });
});

test('a late sender widens the bounds', () => {
  const close = expectedByBucket(every(1000, 1), perSecond(100, 1), 0);
  const wide = expectedByBucket(every(1000, 1), perSecond(100, 1), 100);
  expect(wide.most - close.most).toBe(10);
  expect(close.least - wide.least).toBe(10);
});

test('12 a minute is one in five seconds', () => {
  const bucket = { rate: { count: 12, unit: 'minute' as const }, burst: 2 };
  expect(passes(every(11, 1000), 2, nftLimit(bucket))).toBe(4);
});
