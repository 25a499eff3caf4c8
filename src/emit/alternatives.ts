import type { Rule } from '../ruleset/ruleset.js';
import { notLegalized } from './not-legalized.js';

/** Every way to take one from each list, the first list varying slowest. */
export function combine<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (ways, list) => ways.flatMap((way) => list.map((item) => [...way, item])),
    [[]],
  );
}

/**
 * A rule that is printed as several lines repeats what stands before the difference. A meter among that would be
 * charged once for each line, so whatever needs several lines may not come after a meter.
 */
export function assertChargedOnce(rule: Rule, linesOf: readonly number[]): void {
  const meter = rule.matches.findIndex(({ kind }) => kind === 'limit');
  if (meter >= 0 && linesOf.slice(meter + 1).some((lines) => lines > 1)) {
    notLegalized(`${rule.id} would charge its meter twice`);
  }
}
