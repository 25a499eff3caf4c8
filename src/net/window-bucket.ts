import type { Count, Milliseconds, Rate, RateUnit } from './units.js';

const unitLengths: readonly (readonly [RateUnit, number])[] = [
  ['second', 1_000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
];

/**
 * A bucket of `count` tokens that is refilled over `span`: what stands in for a sliding window. The rate is in the
 * shortest unit that says it exactly, otherwise rounded down by the day.
 */
export function windowAsBucket(
  count: Count,
  span: Milliseconds,
): { readonly rate: Rate; readonly burst: Count } {
  const exact = unitLengths.find(([, length]) => (count * length) % span === 0);
  const [unit, length] = exact ?? (['day', 86_400_000] as const);
  return { rate: { count: Math.max(1, Math.floor((count * length) / span)) as Count, unit }, burst: count };
}
