import type { Arrival } from '../../src/host/lab/protocol.js';

/** How many arrivals each value of a key has: `tally(arrivals, 'from')`. */
export function tally<K extends keyof Arrival>(
  arrivals: readonly Arrival[],
  key: K,
): ReadonlyMap<Arrival[K], number> {
  const counts = new Map<Arrival[K], number>();
  for (const arrival of arrivals) counts.set(arrival[key], (counts.get(arrival[key]) ?? 0) + 1);
  return counts;
}

/** How many arrivals have all of these values: `count(arrivals, { from: '192.0.2.1', word: 'REGISTER' })`. */
export function count(arrivals: readonly Arrival[], wanted: Partial<Arrival>): number {
  const pairs = Object.entries(wanted) as [keyof Arrival, Arrival[keyof Arrival]][];
  return arrivals.filter((arrival) => pairs.every(([key, value]) => arrival[key] === value)).length;
}
