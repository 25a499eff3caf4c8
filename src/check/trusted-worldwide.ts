import { type Check, finding } from './check.js';
import { isWorldwide, worldwideText } from './worldwide.js';
import { valueAt } from './written.js';

/** So much is trusted that the SIP rules protect nothing. */
export const trustedWorldwide: Check = function* ({ policy: { trusted }, document }) {
  if (!isWorldwide(trusted.set)) return;
  yield finding('VG305', valueAt(document, trusted.path), { sources: worldwideText(trusted.set) });
};
