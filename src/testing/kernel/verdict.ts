import { rulesetsOf } from '../../evaluate/options.js';
import type { PolicyTest } from '../../policy/policy-test.js';
import { judge } from '../judge.js';
import type { Failure } from '../outcome.js';
import { ruleIds } from '../play-test.js';
import { besideModel } from './beside-model.js';
import { isInTime } from './in-time.js';
import { kernelPlayed } from './kernel-played.js';
import { modelOf, type PlayedOn } from './model.js';
import type { Observed } from './observed.js';

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
