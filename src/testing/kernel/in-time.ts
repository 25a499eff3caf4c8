import type { PolicyTest } from '../../policy/policy-test.js';
import type { Observed } from './observed.js';

/** Milliseconds that a packet may leave beside its time. A machine that is not busy keeps one or two. */
const MOST = 40;

/** Whether each packet left when the test says, counted from the first of its step. */
export function isInTime({ steps }: Pick<PolicyTest, 'steps'>, observed: readonly Observed[]): boolean {
  return observed.every(({ times = [] }, index) => {
    const send = steps[index]?.send;
    if (send === undefined) return true;
    const pace = (send.every ?? 0) / Math.max(1, send.from.length);
    return times.every((time, number) => Math.abs(time - (times[0] ?? 0) - number * pace) < MOST);
  });
}
