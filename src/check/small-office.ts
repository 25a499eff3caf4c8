import { pathText } from '../policy/path.js';
import type { LimitKey, Limits, Policy } from '../policy/policy.js';
import { bucketsOf, passedIn } from './buckets.js';
import { type Check, finding } from './check.js';
import { isWritten, valueAt } from './written.js';

/** Phones of a small office that are switched on at once behind one address. */
const phones = 20;
/** A REGISTER, and after the challenge a second one with the password. */
const packets = 2 * phones;
/** Timer F of RFC 3261 17.1.2.2: a REGISTER that is refused is repeated for so long and then given up. */
const patience = 32_000;

const keys: readonly LimitKey[] = ['REGISTER', 'all'];

/** A limit on one address that the phones of an office behind it cannot register within. */
export const smallOffice: Check = function* ({ policy, document }) {
  for (const limits of limitsOfOneAddress(policy)) {
    for (const [key, bucket] of bucketsOf(limits)) {
      const passed = passedIn(bucket, patience);
      if (!keys.includes(key) || passed >= packets || !isWritten(document, bucket.path)) continue;
      const args = { name: pathText(bucket.path), limit: bucket.text, passed, phones, packets };
      yield finding('VG346', valueAt(document, bucket.path), args);
    }
  }
};

/** What one machine behind the address may send (`per_port`) is another matter. */
function limitsOfOneAddress({ sip: { known, strangers } }: Policy): readonly Limits[] {
  return strangers === 'deny' ? [] : [known.limits, strangers.limits, strangers.perSubnet];
}
