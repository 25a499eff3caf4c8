import type { Meter } from '../../ruleset/ruleset.js';
import type { Fragment } from './fragment.js';
import { hashlimitMatch } from './hashlimit.js';
import type { Place } from './place.js';
import { overWindow, withinWindow, writeDown } from './recent.js';

export function limitFragment(meter: Meter, place: Place): Fragment {
  const { algorithm, sense } = meter;
  switch (algorithm.kind) {
    case 'bucket':
    case 'bytes':
      return { match: hashlimitMatch(meter, algorithm, place.family) };
    case 'window':
      return { match: (sense === 'over' ? overWindow : withinWindow)(algorithm, meter, place) };
  }
}

/** What a line without a target has to do with the packets that a window did not refuse: write them down. */
export function afterLimit(meter: Meter, place: Place): Fragment | undefined {
  if (meter.algorithm.kind !== 'window' || meter.sense === 'within') return undefined;
  return { match: writeDown(meter, place) };
}
