import { durationText } from '../net/duration.js';
import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

const day = 86_400_000;

/** The common caps refuse nothing for longer than customers need to become known. */
export const longLearning: Check = function* ({ policy, document }) {
  const { learn, strangers } = policy.sip;
  if (strangers === 'deny' || learn === undefined || learn.time <= day) return;
  yield finding('VG345', valueAt(document, learn.path), { time: durationText(learn.time) });
};
