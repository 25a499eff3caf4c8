/** 0 is Sunday, as kernels and C count. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type WeekdayName = (typeof weekdayNames)[number];

export const everyDay: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];

const MINUTES = 1440;
const WEEK = 7 * MINUTES;

export const weekdayOf = (name: string): Weekday | undefined => {
  const found = weekdayNames.indexOf(name as WeekdayName);
  return found < 0 ? undefined : (found as Weekday);
};

/** `mon` or `mon-fri`; a range may go over the end of the week. */
export function daysOf(text: string): readonly Weekday[] {
  const [first, last = first] = text.split('-').map(weekdayOf);
  if (first === undefined || last === undefined) return [];
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => ((first + index) % 7) as Weekday);
}

/** Minutes since midnight of `08:30`, or of `24:00`. */
export const minutesOf = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Minutes that clocks are ahead of UTC by `+02:00`, `-03:30` or `UTC`. */
export const zoneOf = (text: string): number =>
  text === 'UTC' ? 0 : (text.startsWith('-') ? -1 : 1) * minutesOf(text.slice(1));

/** A part of these days of UTC, in seconds since midnight, both ends included: what a kernel can ask. */
export interface WeekWindow {
  readonly days: readonly Weekday[];
  readonly first: number;
  readonly last: number;
}

/** What somebody writes: minutes since midnight of his clock. Where `until` is not behind `from`, it is on the next day. */
export interface Hours {
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly until: number;
  /** Minutes that his clock is ahead of UTC. */
  readonly zone: number;
}

/** The same in days of UTC, none of which a window crosses. Days with the same hours stand together. */
export function windowsOf({ days, from, until, zone }: Hours): readonly WeekWindow[] {
  // What is no time has been told by the schema.
  if (!isOfDay(from) || !isOfDay(until) || !Number.isFinite(zone)) return [];
  const length = until > from ? until - from : until + MINUTES - from;
  const pieces = days.flatMap((day) => piecesOf(day * MINUTES + from - zone, length));
  const byHours = new Map<string, WeekWindow>();
  for (const { day, first, last } of pieces) {
    const key = `${first} ${last}`;
    const others = byHours.get(key)?.days ?? [];
    byHours.set(key, { days: [...new Set([...others, day])].sort((one, other) => one - other), first, last });
  }
  return [...byHours.values()].sort((one, other) => one.first - other.first || one.last - other.last);
}

const isOfDay = (minutes: number): boolean => minutes >= 0 && minutes <= MINUTES;

interface Piece {
  readonly day: Weekday;
  readonly first: number;
  readonly last: number;
}

/** Minutes of a week from `start` on, day by day. */
function piecesOf(start: number, length: number): readonly Piece[] {
  if (length <= 0) return [];
  const inWeek = ((start % WEEK) + WEEK) % WEEK;
  const day = Math.floor(inWeek / MINUTES) as Weekday;
  const first = inWeek - day * MINUTES;
  const here = Math.min(length, MINUTES - first);
  return [
    { day, first: first * 60, last: (first + here) * 60 - 1 },
    ...piecesOf(inWeek + here, length - here),
  ];
}

export const isWholeDay = ({ first, last }: Pick<WeekWindow, 'first' | 'last'>): boolean =>
  first === 0 && last === MINUTES * 60 - 1;

/** Whether it is always. */
export const isWholeWeek = (window: WeekWindow): boolean => isWholeDay(window) && window.days.length === 7;

const two = (value: number): string => String(value).padStart(2, '0');

/** `08:00:00`. */
export const clockText = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');

/** `mon, tue from 08:00:00 to 19:59:59 UTC`. */
export function weekWindowText({ days, first, last }: WeekWindow): string {
  const names = days.length === 7 ? 'every day' : days.map((day) => weekdayNames[day]).join(', ');
  return `${names} from ${clockText(first)} to ${clockText(last)} UTC`;
}
