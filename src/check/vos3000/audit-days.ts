import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** An audit that ends before it begins. Days of ISO 8601 compare as text. */
export const auditDays: Check = function* (subject) {
  for (const { document, vos3000 } of switchOf(subject)) {
    if (vos3000.audit === undefined) continue;
    const { from, until, path } = vos3000.audit;
    if (until < from) yield finding('VG529', valueAt(document, [...path, 'until']), { from, until });
  }
};
