import type { Milliseconds } from '../../net/units.js';

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** As nft lists it, largest unit first: `1h30m`. */
export function nftTime(time: Milliseconds): string {
  return units
    .map(([unit, length], index) => {
      const above = units[index - 1]?.[1] ?? Number.POSITIVE_INFINITY;
      const amount = Math.floor((time % above) / length);
      return amount === 0 ? '' : `${amount}${unit}`;
    })
    .join('');
}
