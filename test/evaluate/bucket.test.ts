import { type Arithmetic, Bucket, nftLimit, xtLimit } from '../../src/evaluate/bucket.js';
import { Clock } from '../../src/evaluate/clock.js';
import { count } from '../emit/samples.js';

/** Of so many packets at this distance (ms), how many pass; `phase`: ms into a jiffy at which the first comes. */
function passes(
  arithmetic: Arithmetic,
  rate: number,
  burst: number,
  packets: number,
  every: number,
  phase = 0,
) {
  const clock = new Clock(250, undefined);
  clock.set(1_000 + phase);
  const perSecond = { count: count(rate), unit: 'second' } as const;
  const bucket = new Bucket(arithmetic.cost(perSecond), count(burst), arithmetic.time(clock));
  let passed = 0;
  for (let index = 0; index < packets; index++) {
    clock.set(1_000 + phase + index * every);
    if (bucket.take(arithmetic.time(clock), clock)) passed += 1;
  }
  return passed;
}

/** Measured on Linux 6.18, HZ=250 (docs/kernel-facts.md): rate, burst, packets, distance, and what passed. */
const measured = [
  { rate: 5, burst: 10, packets: 100, every: 10, nft: 14, hashlimit: [14, 14], limit: [14, 14] },
  { rate: 5, burst: 10, packets: 500, every: 2, nft: 14, hashlimit: [14, 15], limit: [14, 15] },
  { rate: 100, burst: 200, packets: 2_000, every: 1, nft: 399, hashlimit: [399, 400], limit: [399, 400] },
  { rate: 300, burst: 50, packets: 3_000, every: 1, nft: 949, hashlimit: [949, 950], limit: [958, 964] },
  { rate: 7, burst: 1, packets: 300, every: 10, nft: 20, hashlimit: [20, 21], limit: [20, 20] },
] as const;

describe.each(measured)(
  '$rate/s burst $burst, $packets packets',
  ({ rate, burst, packets, every, ...seen }) => {
    test('nft limit', () => expect(passes(nftLimit, rate, burst, packets, every)).toBe(seen.nft));

    // Where in a jiffy the trials began is not known: one packet of a fast rate may fall on either side.
    test.each([0, 1, 2, 3])('hashlimit and limit, %d ms into a jiffy', (phase) => {
      for (const [scale, [least, most]] of [
        [1e6, seen.hashlimit],
        [1e4, seen.limit],
      ] as const) {
        const passed = passes(xtLimit(scale), rate, burst, packets, every, phase);
        expect(passed).toBeGreaterThanOrEqual(least - 1);
        expect(passed).toBeLessThanOrEqual(most);
      }
    });
  },
);

test('xt_limit and revision 1 of xt_hashlimit keep 300/s as 303.03/s', () => {
  const perSecond = { count: count(300), unit: 'second' } as const;
  expect(xtLimit(1e4).cost(perSecond)).toBe(3_300_000);
  expect(xtLimit(1e6).cost(perSecond)).toBe(3_333_000);
  expect(nftLimit.cost(perSecond)).toBe(3_333_333);
});

test('what hangs on the clock by less than its doubt is asked, and nothing else', () => {
  const asked: boolean[] = [];
  const decide = (likely: boolean) => {
    asked.push(likely);
    return !likely;
  };
  const clock = new Clock(250, { within: 10, decide });
  const bucket = new Bucket(1e9, count(1), 0);
  const at = (ms: number) => {
    clock.set(ms);
    return bucket.take(clock.now, clock);
  };
  expect([at(0), at(500), at(995), at(1_500)]).toEqual([true, false, true, false]);
  expect(asked).toEqual([false]);
});
