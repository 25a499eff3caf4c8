import { daysInMonth } from '../../net/days-in-month.js';
import { pathText } from '../../policy/path.js';
import { type Field, fault, textOf } from '../field.js';

/** A day of the calendar, as `2027-01-31`. Text of that form can be compared as text. */
export function readDay(field: Field): string {
  const text = textOf(field) ?? '';
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  const real = year !== undefined && month !== undefined && day !== undefined;
  if (!real || day < 1 || day > daysInMonth(year, month))
    fault(field, 'VG217', { path: pathText(field.path), text });
  return text;
}
