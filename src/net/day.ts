const usual = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** In the Gregorian calendar; `month` from 1 to 12, 0 for any other. */
export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (usual[month - 1] ?? 0);
}

/**
 * The same day of the next month, or the last one of that month where it has no such day: `2027-01-31` gives `2027-02-28`.
 * Days are those of the Gregorian calendar, as `YYYY-MM-DD`, and compare as text.
 */
export function monthLater(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const [nextYear, next] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const last = Math.min(date, daysInMonth(nextYear, next));
  return [digits(nextYear, 4), digits(next, 2), digits(last, 2)].join('-');
}

const digits = (number: number, width: number): string => String(number).padStart(width, '0');
