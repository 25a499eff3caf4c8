import { durationText } from '../net/duration.js';
import { type Check, finding } from './check.js';
import { listsInUse } from './list-roles.js';
import { valueAt } from './written.js';

const DAY = 86_400_000;

/** Lists that were fetched too long ago. By days, as `until` is: a check has no clock. */
export const oldLists: Check = function* ({ policy, document, today }) {
  for (const { list, use, place } of listsInUse(policy)) {
    const fetched = list.locked?.fetched?.slice(0, 10);
    const most = list.spec?.maxAge;
    if (fetched === undefined || most === undefined) continue;
    if (Date.parse(today) - Date.parse(fetched) <= Math.max(most, DAY)) continue;
    const args = { file: list.file, place, fetched, today, most: durationText(most) };
    yield finding(use === 'blocked' ? 'VG255' : 'VG254', valueAt(document, list.path), args);
  }
};
