import { leastAdvised } from '../../vos3000/catalogue/advised.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { endsByItself, switchOf } from './switch.js';

/** Lines that come and go, and fewer tries than the guides advise for them. */
export const unsteadyRetries: Check = function* (subject) {
  for (const { document, policy, vos3000, wanted } of switchOf(subject)) {
    const retry = wanted('register-retry');
    if (!vos3000.unsteadyLines || typeof retry?.value !== 'number' || endsByItself(policy)) continue;
    const least = leastAdvised(retry.parameter, 'unsteady lines');
    if (least === undefined || retry.value >= least) continue;
    yield finding('VG512', valueAt(document, retry.path), {
      name: retry.written,
      value: retry.value,
      least,
    });
  }
};
