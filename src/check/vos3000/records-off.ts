import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { recordIds } from './record-switches.js';
import { endsByItself, switchOf } from './switch.js';

/** Records of attempts are off, and nothing says until when. */
export const recordsOff: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    if (endsByItself(policy)) continue;
    for (const id of recordIds) {
      const record = wanted(id);
      if (record?.value !== false) continue;
      const { written: name, parameter } = record;
      yield finding('VG513', valueAt(document, record.path), { name, title: parameter.title });
    }
  }
};
