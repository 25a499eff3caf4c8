import type { Milliseconds } from '../net/units.js';
import type { Meter, Ruleset } from '../ruleset/ruleset.js';
import { CommonBucket, type MeterState, nftLimit, xtLimit } from './bucket.js';
import { BucketTable, type Missed } from './bucket-table.js';
import { ByteTable, nftBytes, xtBytes } from './byte-table.js';
import { nanoseconds } from './clock.js';
import type { EvaluatorOptions } from './options.js';
import { RecentTable } from './recent-table.js';

/** Where the backends do the same in other ways, seen from outside. */
export interface Engine {
  readonly meter: (meter: Meter) => MeterState;
  /** Nanoseconds that an entry of a learned set is asked to stay. */
  readonly lasts: (time: Milliseconds) => number;
  /** From the end of its time on, nanoseconds that such an entry is found. */
  readonly grace: number;
  /** Whether connections that are over are looked for once a second, not only when a new one comes. */
  readonly sweeps: boolean;
  /** Bytes that a TCP segment must carry to be seen to carry any. */
  readonly leastData: number;
  /** TCP payload that begins with a text of fewer than four bytes is read only where four are there. */
  readonly readsWords: boolean;
}

/** nf_tables: nanoseconds; an entry is gone at the end of its time (nft_set_elem_expired). */
export const nftEngine: Engine = {
  meter: (meter) => {
    const { algorithm } = meter;
    if (algorithm.kind === 'window') throw new Error(`${meter.id} is a window, which nft does not have`);
    if (algorithm.kind === 'bytes') return new ByteTable(meter, algorithm, nftBytes, nftMissed(meter));
    if (meter.key === 'all') return new CommonBucket(meter, algorithm, nftLimit);
    return new BucketTable(meter, algorithm, nftLimit, nftMissed(meter));
  },
  lasts: nanoseconds,
  grace: 0,
  sweeps: true,
  leastData: 1,
  readsWords: false,
};

/** The second line that `fullMatch` of the nftables emitter writes, where it does. */
function nftMissed({ sense, whenFull }: Meter): Missed {
  return whenFull === (sense === 'over' ? 'closed' : 'open') ? 'holds' : 'fails';
}

/** xtables: jiffies; sets count whole seconds, and an entry is found up to the tick of its end (ip_set_timeout_expired). */
export function xtEngine(
  { hashlimitScale = 1_000_000, recentSources }: EvaluatorOptions,
  { meters }: Ruleset,
): Engine {
  const arithmetic = xtLimit(hashlimitScale);
  const windows = meters.filter(({ algorithm }) => algorithm.kind === 'window');
  const sources = recentSources ?? Math.max(1, ...windows.map(({ size }) => size));
  return {
    meter: (meter) => {
      const { algorithm } = meter;
      if (algorithm.kind === 'window') return new RecentTable(meter, algorithm, sources);
      if (algorithm.kind === 'bytes') return new ByteTable(meter, algorithm, xtBytes, 'drops');
      if (meter.key === 'all') return new CommonBucket(meter, algorithm, arithmetic);
      return new BucketTable(meter, algorithm, arithmetic, 'drops');
    },
    lasts: (time) => nanoseconds(Math.ceil(time / 1000) * 1000),
    grace: 1,
    sweeps: false,
    leastData: 4,
    readsWords: true,
  };
}
