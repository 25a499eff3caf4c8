import { leastAdvised } from '../../vos3000/catalogue/advised.js';
import { type Check, finding } from '../check.js';
import { valueAt } from '../written.js';
import { endsByItself, switchOf } from './switch.js';

/** So few tries that people who mistype a password are locked out, and not for the time of an attack. */
export const fewRetries: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    const retry = wanted('register-retry');
    if (retry === undefined || typeof retry.value !== 'number' || endsByItself(policy)) continue;
    const least = leastAdvised(retry.parameter, 'always');
    if (least === undefined || retry.value >= least) continue;
    yield finding('VG511', valueAt(document, retry.path), {
      name: retry.written,
      value: retry.value,
      least,
    });
  }
};
