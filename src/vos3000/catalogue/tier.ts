import type { Range } from './parameter.js';
import { guide, type Origin, sources } from './sources.js';

const scanner = guide(sources.sipScanner);

export const tierNames = ['small', 'medium', 'large', 'wholesale'] as const;
export type TierName = (typeof tierNames)[number];

/** What the guides advise for a gateway of a size. */
export interface Tier extends Origin {
  readonly name: TierName;
  readonly cps: Range;
  readonly concurrentCalls: Range;
  /** Seconds. */
  readonly maxDuration: number;
  readonly risk: string;
}

const tier = (
  name: TierName,
  [cpsLeast, cpsMost]: readonly [number, number],
  [callsLeast, callsMost]: readonly [number, number],
  maxDuration: number,
  risk: string,
): Tier => ({
  name,
  cps: { least: cpsLeast, most: cpsMost },
  concurrentCalls: { least: callsLeast, most: callsMost },
  maxDuration,
  risk,
  ...scanner,
});

export const tiers: readonly Tier[] = Object.freeze([
  tier('small', [5, 10], [30, 50], 1800, 'low'),
  tier('medium', [10, 30], [50, 200], 3600, 'medium'),
  tier('large', [30, 100], [200, 500], 3600, 'higher: watch it'),
  tier('wholesale', [100, 200], [500, 2000], 7200, 'high: strict rules in the kernel'),
]);

/** `premium` is a second name of the guides for wholesale. */
export function tierOf(name: string): Tier | undefined {
  return tiers.find((one) => one.name === (name === 'premium' ? 'wholesale' : name));
}
