import type { Distinct } from './distinct.js';

/** An hour of the day over all days of the records. */
export interface HourUsage {
  /** 0 to 23, in the clock of the records. */
  readonly hour: number;
  readonly days: number;
  readonly calls: Spread;
  /** Different callers: accounts that called are registered, so that there were at least so many registrations. */
  readonly callers: Spread;
}

export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** By the hour of the day, from counts by hours since 1970. */
export function hourUsage(
  hours: ReadonlyMap<number, { calls: number; readonly callers: Distinct }>,
): readonly HourUsage[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const own = [...hours].filter(([at]) => at % 24 === hour).map(([, one]) => one);
    return {
      ...{ hour, days: own.length },
      calls: spread(own.map(({ calls }) => calls)),
      callers: spread(own.map(({ callers }) => callers.count())),
    };
  }).filter(({ days }) => days > 0);
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  return { least: at(0), median: at(Math.floor((sorted.length - 1) / 2)), most: at(sorted.length - 1) };
}
