import type { PolicyTest } from '../policy/policy-test.js';

/** Milliseconds that a test takes where time is real: its waits, and its packets from the first to the last. */
export const durationOf = ({ steps }: Pick<PolicyTest, 'steps'>): number =>
  steps.reduce((sum, { wait = 0, send }) => sum + wait + send.count * (send.every ?? 0), 0);
