import { rateText } from '../net/rate.js';
import { pathText } from '../policy/path.js';
import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

/** Phones that an office switches on at once behind one address; each is challenged once, and some answers are repeated. */
const office = 20;

/** A ban for challenges that a cold office meets: each phone is challenged once before it can show its password. */
export const earlyRefusalBan: Check = function* ({ policy, document }) {
  const { bans, strangers } = policy.sip;
  if (strangers === 'deny' || bans.challenged === undefined || bans.challenged.burst >= office) return;
  const { rate, burst, path } = bans.challenged;
  const args = { name: pathText(path), over: rateText(rate, burst), burst, office };
  yield finding('VG344', valueAt(document, [...path, 'over']), args);
};
