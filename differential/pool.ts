import { backends } from '../src/host/lab/load.js';
import { type Case, caseOf, prepare, type Way, wireCaseOf } from './case.js';
import { Rig } from './rig.js';
import { type Tried, tryCase } from './try-case.js';

export interface Round {
  readonly seed: number;
  readonly drawn: Case;
  /** One for each backend. */
  readonly tried: readonly Tried[];
}

export interface PoolOptions {
  /** Each has three kernels, one for each backend. */
  readonly workers: number;
  readonly lines: number;
  readonly way: Way;
  /** Seconds after which laboratories end by themselves. */
  readonly deadline: number;
}

const draw = { sockets: caseOf, wire: wireCaseOf } as const;

/**
 * Plays the cases of these seeds, several at once, each on all backends at the same time. `onRound` says whether to go on;
 * cases that are being played are played to their end.
 */
export async function playCases(
  seeds: Iterable<number>,
  { workers, lines, way, deadline }: PoolOptions,
  onRound: (round: Round) => boolean,
): Promise<void> {
  const queue = seeds[Symbol.iterator]();
  let going = true;
  const work = async (): Promise<void> => {
    const rigs = await Promise.all(backends.map((backend) => Rig.start(backend, deadline)));
    try {
      for (let next = queue.next(); going && !next.done; next = queue.next()) {
        const drawn = draw[way](next.value, lines);
        const prepared = prepare(drawn.policy);
        const tried = await Promise.all(rigs.map((rig) => tryCase(rig, prepared, drawn)));
        going = onRound({ seed: next.value, drawn, tried }) && going;
      }
    } finally {
      await Promise.all(rigs.map((rig) => rig.close()));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}
