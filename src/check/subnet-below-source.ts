import type { Check } from './check.js';
import { belowOneSource } from './contradiction.js';

/** A whole subnet has less than one source in it. */
export const subnetBelowSource: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  yield* belowOneSource('VG332', document, strangers.perSubnet, strangers.limits);
};
