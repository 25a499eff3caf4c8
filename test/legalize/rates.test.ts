import fc from 'fast-check';
import type { FallbackKind } from '../../src/legalize/fallback.js';
import { notAbove, roundRates } from '../../src/legalize/limits.js';
import type { Count } from '../../src/net/units.js';
import { iptables, meter, nftables, rate, ruleset } from './sample.js';

const scale = 1_000_000;

test.each([
  [5, 5],
  [300, 300],
  [5_000, 5_000],
  [7_000, 6_993],
  [30_000, 29_411],
  [600_000, 500_000],
  [1_000_000, 1_000_000],
])('%i/s is asked, %i/s is written', (asked, written) => {
  expect(notAbove(rate(asked, 'second'), scale).count).toBe(written);
});

test('what the kernel then keeps is never half a percent above what was asked', () => {
  const unit = fc.constantFrom('second', 'minute', 'hour', 'day' as const);
  const seconds = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: scale }), unit, (count, of) => {
      const asked = rate(count, of as 'second');
      const written = notAbove(asked, scale);
      const steps = scale * seconds[of as 'second'];
      const kept = steps / Math.floor(steps / written.count);
      expect(kept).toBeLessThanOrEqual(count * 1.005);
      expect(written.count).toBeGreaterThan(count / 2);
    }),
  );
});

test('a rounded rate is told with both figures; an exact backend keeps what was asked', () => {
  const notes: FallbackKind[] = [];
  const asked = ruleset([], {
    meters: [
      meter('together.other', {
        key: 'all',
        algorithm: { kind: 'bucket', rate: rate(7_000, 'second'), burst: 1 as Count },
      }),
    ],
  });
  expect(roundRates(asked, nftables, (note) => notes.push(note))).toBe(asked);
  expect(notes).toEqual([]);
  roundRates(asked, iptables, (note) => notes.push(note));
  expect(notes).toMatchObject([
    { kind: 'rate-rounded', meter: 'together.other', from: '7000/s', to: '6993/s' },
  ]);
});
