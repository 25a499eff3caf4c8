import { type TestStep, testedSets } from '../../policy/policy-test.js';
import type { DifferingPacket, Failure } from '../outcome.js';
import type { Played } from '../play-step.js';
import { asSeen, kernelPlayed } from './kernel-played.js';
import type { Modelled } from './model.js';
import type { Observed } from './observed.js';

/** What the evaluator may have done with a step: by the times, and with every doubt about them turned one way and the other. */
export interface Ways {
  readonly likely: Modelled;
  readonly others: readonly Modelled[];
}

/** Where a kernel did what the evaluator cannot have done. TCP repeats what was dropped, so it is left out by the caller. */
export function besideModel(
  step: TestStep,
  observed: Observed,
  { likely, others }: Ways,
  index: number,
): readonly Failure[] {
  const all = [likely, ...others].map(({ played }) => played);
  const kernel = kernelPlayed(step, observed, likely);
  const base = { step: index, what: 'evaluator', path: step.expect.path } as const;
  const delivered = range(all.map((played) => played.delivered));
  const counts = isIn(delivered, kernel.delivered)
    ? []
    : [
        {
          ...base,
          expected: `${betweenText(delivered)} delivered, as the evaluator says`,
          got: `${kernel.delivered} of ${kernel.sent}`,
          packet: firstDifference(observed, likely),
        },
      ];
  if (observed.sets === undefined) return counts;
  const sets = testedSets.flatMap((set): readonly Failure[] => {
    const sources = (played: Played) => played.peers.filter((peer) => played.isIn(set, peer)).length;
    const wanted = range(all.map(sources));
    const got = sources(kernel);
    if (isIn(wanted, got)) return [];
    const expected = `${betweenText(wanted)} sources ${set}, as the evaluator says`;
    return [{ ...base, expected, got: `${got} of ${kernel.peers.length}`, packet: undefined }];
  });
  return [...counts, ...sets];
}

function firstDifference({ arrived }: Observed, { packets }: Modelled): DifferingPacket | undefined {
  if (arrived === undefined) return undefined;
  const packet = packets.find(({ number, delivered }) => delivered !== arrived.has(number));
  return packet && asSeen(packet, arrived);
}

const range = (counts: readonly number[]) => ({ least: Math.min(...counts), most: Math.max(...counts) });
const isIn = ({ least, most }: ReturnType<typeof range>, got: number) => got >= least && got <= most;
const betweenText = ({ least, most }: ReturnType<typeof range>) =>
  least === most ? String(least) : `${least}..${most}`;
