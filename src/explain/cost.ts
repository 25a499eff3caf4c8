import type { Trace } from '../evaluate/trace.js';

/** What the kernel had to do for a packet. */
export interface Cost {
  /** Rules that were tried. */
  readonly rules: number;
  /** Lookups in sets of addresses. */
  readonly lookups: number;
  /** Buckets, windows and counts of connections that were asked. */
  readonly meters: number;
  /** Searches through all of the payload. */
  readonly searches: number;
}

export function costOf({ stages }: Trace): Cost {
  const steps = stages.flatMap((stage) => stage.steps);
  const kinds = steps.flatMap(({ tried }) => tried.map(({ match }) => match.kind));
  const count = (...wanted: readonly string[]) => kinds.filter((kind) => wanted.includes(kind)).length;
  return {
    rules: steps.length,
    lookups: count('address'),
    meters: count('limit', 'connections'),
    searches: count('contains'),
  };
}
