import type { ToldTest } from '../tell.js';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Not played, or not in their time. */
  readonly skipped: number;
}

export function countTests(tests: readonly ToldTest[]): Counts {
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const skipped = tests.filter(({ unplayed }) => unplayed !== undefined).length;
  return { passed: tests.length - failed - skipped, failed, skipped };
}
