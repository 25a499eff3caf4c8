import { parseJson } from '../../json/json.js';
import { readTime, timeText } from './read-time.js';

/** Up to which record each source of records was read, in seconds since 1970, by its name. */
export type LastRuns = ReadonlyMap<string, number>;

export const mostLastBytes = 2 ** 20;

/** Reads what `lastRunsText` writes; `undefined`: it is something else. */
export function readLastRuns(text: string): LastRuns | undefined {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null) return undefined;
  const { format, last } = { format: undefined, last: undefined, ...json } as {
    format: unknown;
    last: unknown;
  };
  if (format !== 1 || typeof last !== 'object' || last === null || Array.isArray(last)) return undefined;
  const runs = new Map<string, number>();
  for (const [where, time] of Object.entries(last)) {
    const second = typeof time === 'string' ? readTime(time)?.second : undefined;
    if (second === undefined) return undefined;
    runs.set(where, second);
  }
  return runs;
}

export function lastRunsText(runs: LastRuns): string {
  const sorted = [...runs].sort(([a], [b]) => (a < b ? -1 : 1));
  const last = Object.fromEntries(sorted.map(([where, second]) => [where, timeText(second)]));
  return `${JSON.stringify({ format: 1, last }, undefined, 2)}\n`;
}
