import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Holding, LearnedSet } from '../ruleset/ruleset.js';
import { sets } from './names.js';

/**
 * Rules give each entry its own time. The set's is for what is added by hand, and always the same: ipset refuses to
 * create a set that exists with another timeout, so a changed ban would break the next load.
 */
export const byHand = 3_600_000 as Milliseconds;

export function learnedSet(
  holds: Holding & keyof typeof sets,
  timeout: Milliseconds,
  size: LearnedSet['size'],
  origin: PolicyPath,
  key: LearnedSet['key'] = 'source',
): LearnedSet {
  const id = sets[holds];
  return { kind: 'learned', id, name: id, family: 'any', holds, timeout, size, key, origin };
}
