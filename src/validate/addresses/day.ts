import { pathText } from '../../policy/path.js';
import { type Field, fault, textOf } from '../field.js';

/** A day of the calendar, as `2027-01-31`. Text of that form can be compared as text. */
export function readDay(field: Field): string {
  const text = textOf(field) ?? '';
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  const real = year !== undefined && month !== undefined && day !== undefined && isDay(year, month, day);
  if (!real) fault(field, 'VG217', { path: pathText(field.path), text });
  return text;
}

const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** In the Gregorian calendar. */
function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (daysOf[month - 1] ?? 0);
  return day >= 1 && day <= days;
}
