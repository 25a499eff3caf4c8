import { type Check, finding } from './check.js';
import { keyAt } from './written.js';

/** Nothing counts all the packets of a known source. */
export const knownWithoutLimit: Check = function* ({ policy, document }) {
  const { known, strangers } = policy.sip;
  if (strangers === 'deny') return;
  const all = known.limits.get('all');
  if (all !== undefined && all.kind !== 'allow') return;
  yield finding('VG343', keyAt(document, all?.path ?? ['sip', 'known', 'limits']), {});
};
