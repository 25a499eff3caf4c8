import type { Origins } from '../../src/plan/plan.js';

/** Of no policy. */
export const nowhere: Origins = { rule: () => undefined, set: () => undefined, sysctl: () => undefined };
