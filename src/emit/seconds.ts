import type { Milliseconds } from '../net/units.js';

/** Rounded up: an entry never leaves before its time. For the kernel's interfaces that count whole seconds. */
export function seconds(time: Milliseconds): number {
  return Math.ceil(time / 1000);
}
