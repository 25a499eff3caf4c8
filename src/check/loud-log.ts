import { rateText } from '../net/rate.js';
import type { Count } from '../net/units.js';
import { perDay } from './buckets.js';
import { type Check, finding } from './check.js';
import { valueAt } from './written.js';

/**
 * A line of a dropped packet has about 200 bytes; a serial console of 9600 baud prints 960 bytes a second, and the kernel
 * waits for it (Documentation/core-api/printk-basics.rst: messages go to all consoles).
 */
const mostPerSecond = 5;
/** What such a console prints in 20 s. */
const mostAtOnce = 100;

/** A log that can stall a console, and the host with it. */
export const loudLog: Check = function* ({ policy: { logging }, document }) {
  if (logging === undefined) return;
  const { rate, burst, path } = logging;
  const steady = perDay(rate) > perDay({ count: mostPerSecond as Count, unit: 'second' });
  if (!steady && burst <= mostAtOnce) return;
  yield finding('VG358', valueAt(document, [...path, 'drops']), { limit: rateText(rate, burst) });
};
