import { attemptsOf } from '../../vos3000/attempts.js';
import { type Check, finding } from '../check.js';
import { keyAt } from '../written.js';
import { switchOf } from './switch.js';

/** What an hour of attempts costs in rows while every attempt is recorded; or that nothing bounds it. */
export const recordRows: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    const record = wanted('record-zero-duration');
    if (record?.value !== true) continue;
    const { strangers, gateways, rowsAnHour } = attemptsOf(policy);
    const place = keyAt(document, record.path);
    if (strangers === undefined || rowsAnHour === undefined)
      yield finding('VG517', place, { name: record.written });
    else yield finding('VG516', place, { name: record.written, strangers, gateways, rows: rowsAnHour });
  }
};
