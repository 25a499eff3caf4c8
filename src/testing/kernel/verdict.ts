import { rulesetsOf } from '../../evaluate/options.js';
import { type PolicyTest, type TestStep, testedSets } from '../../policy/policy-test.js';
import { judge } from '../judge.js';
import type { DifferingPacket, Failure } from '../outcome.js';
import { type Played, ruleIds } from '../play.js';
import { asSeen, kernelPlayed } from './kernel-played.js';
import { type Modelled, modelOf, type Observed, type PlayedOn } from './model.js';

/** Milliseconds that a packet may leave beside its time. A machine that is not busy keeps one or two. */
const MOST = 40;

/** Whether each packet left when the test says, counted from the first of its step. */
function isInTime({ steps }: Pick<PolicyTest, 'steps'>, observed: readonly Observed[]): boolean {
  return observed.every(({ times = [] }, index) => {
    const send = steps[index]?.send;
    if (send === undefined) return true;
    const pace = (send.every ?? 0) / Math.max(1, send.from.length);
    return times.every((time, number) => Math.abs(time - (times[0] ?? 0) - number * pace) < MOST);
  });
}

/** What the evaluator may have done with a step: by the times, and with every doubt about them turned one way and the other. */
export interface Ways {
  readonly likely: Modelled;
  readonly others: readonly Modelled[];
}

/** Where a kernel did what the evaluator cannot have done. TCP repeats what was dropped, so it is left out by the caller. */
function besideModel(
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

/** `late`: the machine did not keep the times of the test, so what came of it says nothing about the rules. */
export type Verdict =
  | { readonly kind: 'done'; readonly failures: readonly Failure[] }
  | { readonly kind: 'late' };

/**
 * Judges what a kernel did with a test: by what the test expects, and beside the evaluator with the packets at the times at
 * which they really left. Where the evaluator fails with those times as the kernel did, the times are to blame.
 *
 * @param alone What the evaluator says of the test with its own times.
 */
export function verdictOf(
  test: PolicyTest,
  observed: readonly Observed[],
  on: PlayedOn,
  alone: readonly Failure[],
): Verdict {
  if (!isInTime(test, observed)) return { kind: 'late' };
  const ids = new Set(rulesetsOf(on.rules).flatMap(ruleIds));
  const likely = modelOf(test, observed, on);
  const others = [true, false].map((answer) => modelOf(test, observed, on, () => answer));
  const played = test.steps.map((step, index) => ({
    step,
    index,
    observed: observed[index],
    model: likely[index],
  }));
  const beside: Failure[] = [];
  const failures = played.flatMap(({ step, index, observed: seen, model }) => {
    if (seen === undefined || model === undefined) return [];
    if (isWithoutTcp(test, index)) {
      const ways = { likely: model, others: others.flatMap((one) => one.slice(index, index + 1)) };
      beside.push(...besideModel(step, seen, ways, index));
    }
    return judge(step, kernelPlayed(step, seen, model), index, ids);
  });
  if (failures.length > 0 && alone.length === 0 && beside.length === 0) {
    const byTimes = played.some(
      ({ step, index, model }) => model && judge(step, model.played, index, ids).length > 0,
    );
    if (byTimes) return { kind: 'late' };
  }
  return { kind: 'done', failures: [...failures, ...beside] };
}

/** Up to this step nothing went over TCP, whose repetitions the evaluator leaves out. */
const isWithoutTcp = ({ steps }: PolicyTest, index: number): boolean =>
  steps.slice(0, index + 1).every(({ send }) => send.transport === 'udp');
