import type { Milliseconds } from '../../net/units.js';
import { child, entries, type Field, optional } from '../field.js';
import { readTimeout } from './units.js';

/** How long each profile lasts; profiles that do not end by themselves are not in it. */
export function readExpires(profiles: Field): ReadonlyMap<string, Milliseconds> {
  const times = entries(profiles).flatMap(([name, profile]) => {
    const time = optional(child(profile, 'expires'), readTimeout);
    return time === undefined ? [] : [[name, time] as const];
  });
  return new Map(times);
}
