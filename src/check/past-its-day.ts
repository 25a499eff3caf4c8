import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

/** An entry that was to stand until a day that is over. Days of ISO 8601 compare as text. */
export const pastItsDay: Check = function* ({ policy: { dated }, document, today }) {
  for (const { address, until, path } of dated) {
    if (until >= today) continue;
    yield finding('VG313', valueAt(document, [...path, 'until']), { address, until, today });
  }
};
