import type { Milliseconds } from '../../net/units.js';
import type { Begins } from '../../policy/policy.js';
import { child, entries, type Field, fault, optional, required } from '../field.js';
import { readRate, readTimeout } from './units.js';

/** How long each profile lasts; profiles that do not end by themselves are not in it. */
export const readExpires = (profiles: Field): ReadonlyMap<string, Milliseconds> =>
  ofEach(profiles, (profile) => optional(child(profile, 'expires'), readTimeout));

const tenMinutes = 600_000 as Milliseconds;

/** When each profile begins by itself. One alarm cannot stand for two sets of limits, so a second one is a finding. */
export function readBegins(profiles: Field): ReadonlyMap<string, Begins> {
  const begins = ofEach(profiles, (profile) => optional(child(profile, 'when'), readOne));
  const [first, second] = begins.keys();
  if (first !== undefined && second !== undefined)
    fault(child(child(profiles, second), 'when'), 'VG258', { first, second });
  return begins;
}

const readOne = (when: Field): Begins => ({
  over: readRate(required(when, 'refused')),
  hold: optional(child(when, 'hold'), readTimeout) ?? tenMinutes,
  path: when.path,
});

function ofEach<T>(profiles: Field, read: (profile: Field) => T | undefined): ReadonlyMap<string, T> {
  return new Map(
    entries(profiles).flatMap(([name, profile]) => {
      const value = read(profile);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
