import { daysOf, everyDay, isWholeWeek, minutesOf, weekdayOf, windowsOf, zoneOf } from '../../net/week.js';
import { pathText } from '../../policy/path.js';
import type { When } from '../../policy/when.js';
import { child, type Field, fault, items, missing, textOf } from '../field.js';

/** Whatever is always is no condition. */
export function readWhen(field: Field): When | undefined {
  const [hours, days, zone] = [child(field, 'hours'), child(field, 'days'), child(field, 'zone')];
  if (field.node?.kind === 'map' && hours.node === undefined && days.node === undefined)
    missing(field, 'hours', 'days');
  const [from = '00:00', until = '24:00'] = textOf(hours)?.split('-') ?? [];
  if (from === until)
    fault(hours, 'VG206', {
      path: pathText(hours.path),
      text: textOf(hours) ?? '',
      expected: 'two times that differ; all day is no `hours`',
    });
  const windows = windowsOf({
    days: days.node === undefined ? everyDay : items(days).flatMap((day) => daysOf(textOf(day) ?? '')),
    from: minutesOf(from),
    until: minutesOf(until),
    zone: zoneOf(textOf(zone) ?? 'UTC'),
  });
  return windows.some(isWholeWeek)
    ? undefined
    : { windows, zoned: zone.node !== undefined, path: field.path };
}

/** Seconds from the beginning of a Sunday, UTC. */
export function readWeekTime(field: Field): number {
  const [day = 'mon', time = '12:00'] = textOf(field)?.split(' ') ?? [];
  return (weekdayOf(day) ?? 1) * 86_400 + minutesOf(time) * 60;
}
