import { parseJson } from '../../json/json.js';
import type { Clock } from './call.js';

export interface ReadTime {
  /** Seconds since 1970, as if what is written were UTC. */
  readonly second: number;
  readonly clock: Clock;
}

/** Newer schemas keep milliseconds since 1970, others seconds or a date with a time. A date says its zone, or is the switch's own. */
export function readTime(written: string): ReadTime | undefined {
  const text = written.trim();
  if (/^\d{12,13}$/.test(text)) return { second: Math.floor(Number(text) / 1000), clock: 'UTC' };
  if (/^\d{9,10}$/.test(text)) return { second: Number(text), clock: 'UTC' };
  const parts = isoDate.exec(text)?.groups ?? dottedDate.exec(text)?.groups ?? compactDate.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { year, month, day, hour, minute, second = '0', half, zone } = parts;
  const [y = 0, m = 0, d = 0, min = 0, s = 0] = [year, month, day, minute, second].map(Number);
  const at = Date.UTC(y, m - 1, d, hourOf(Number(hour), half), min, s) / 1000;
  // A month or day that there is not would be counted on into the next.
  const is = Number.isNaN(at) ? undefined : new Date(at * 1000);
  if (is === undefined || is.getUTCMonth() !== m - 1 || is.getUTCDate() !== d) return undefined;
  return zone === undefined
    ? { second: at, clock: 'written' }
    : { second: at - distanceOf(zone), clock: 'UTC' };
}

const clockTime = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?`;
const rest = String.raw`\s*(?<half>[AP]M)?\s*(?<zone>Z|UTC|[+-]\d{2}:?\d{2})?$`;
const isoDate = new RegExp(
  String.raw`^(?<year>\d{4})[-/年](?<month>\d{1,2})[-/月](?<day>\d{1,2})日?[T ]\s*${clockTime}${rest}`,
  'i',
);
/** With dots the day is first. With slashes it may be the month, so that nobody can know: such a time is none. */
const dottedDate = new RegExp(
  String.raw`^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})[T ,]\s*${clockTime}${rest}`,
  'i',
);
const compactDate =
  /^(?<year>20\d{2})(?<month>\d{2})(?<day>\d{2})(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})$/;

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

/** Seconds east of UTC. */
function distanceOf(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (parts === null) return 0;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 3600 + Number(parts[3]) * 60);
}

/** `2026-11-25 04:12:10`: times compare as text. */
export const timeText = (second: number): string =>
  new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** A day or a time of day as an operator writes it: `2026-11-25`, `2026-11-25 04:12`. `end`: the last second of it. */
export function readMoment(text: string, end: boolean): number | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
  const read = readTime(day ? `${text.trim()} 00:00:00` : text);
  if (
    read === undefined ||
    read.clock !== 'written' ||
    timeText(read.second).slice(0, 10) !== text.trim().slice(0, 10)
  )
    return undefined;
  return day && end ? read.second + 86_399 : read.second;
}

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
