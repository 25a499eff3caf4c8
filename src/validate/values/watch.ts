import type { Watch } from '../../policy/policy.js';
import { child, type Field, optional } from '../field.js';
import { readCount } from './scalars.js';
import { readTimeout } from './units.js';

/** What was removed by `null` is no evidence. */
export function readWatch(field: Field): Watch {
  const limit = (...way: readonly string[]) => optional(way.reduce(child, field), readCount);
  const calm = optional(child(field, 'calm'), readTimeout);
  return {
    refused_suspicious: limit('refused', 'suspicious'),
    refused_attack: limit('refused', 'attack'),
    source: limit('source'),
    options: limit('options'),
    bans: limit('bans'),
    challenges: limit('challenges'),
    conntrack: limit('conntrack'),
    cpu_suspicious: limit('cpu', 'suspicious'),
    cpu_attack: limit('cpu', 'attack'),
    disk: limit('disk'),
    tables: limit('tables'),
    below: limit('registrations', 'below'),
    above: limit('registrations', 'above'),
    calm: calm === undefined ? 0 : Math.ceil(calm / 1000),
  };
}
