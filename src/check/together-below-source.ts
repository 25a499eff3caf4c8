import type { Check } from './check.js';
import { belowOneSource } from './contradiction.js';

/** All strangers together have less than one of them. */
export const togetherBelowSource: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  yield* belowOneSource('VG333', document, strangers.together, strangers.limits);
};
