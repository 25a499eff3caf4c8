import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { switchOf } from './switch.js';

/** Failures are counted and nothing comes of it. */
export const suspensionOff: Check = function* (subject) {
  for (const { document, wanted } of switchOf(subject)) {
    const suspend = wanted('register-suspend');
    if (suspend?.value === false)
      yield finding('VG526', valueAt(document, suspend.path), { name: suspend.written });
  }
};
