import { durationText } from '../net/duration.js';
import { type Check, finding } from './check.js';
import { registrationInterval } from './registration-interval.js';
import { isWritten, valueAt } from './written.js';

const path = ['sip', 'known', 'remember'];

/** Customers are forgotten before they register again. */
export const shortMemory: Check = function* ({ policy, document }) {
  const { known, strangers } = policy.sip;
  const interval = registrationInterval(policy);
  if (strangers === 'deny' || known.remember >= interval || !isWritten(document, path)) return;
  const args = { remember: durationText(known.remember), interval: durationText(interval) };
  yield finding('VG347', valueAt(document, path), args);
};
