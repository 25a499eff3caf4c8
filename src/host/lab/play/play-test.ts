import { setTimeout } from 'node:timers/promises';
import type { Sip } from '../../../policy/policy.js';
import { type PolicyTest, testedSets } from '../../../policy/policy-test.js';
import type { Observed } from '../../../testing/kernel/observed.js';
import { switchPortOf } from '../../../testing/switch-port.js';
import { now } from '../agent/clock.js';
import type { Backend } from '../backends.js';
import type { Lab } from '../lab.js';
import { counters } from '../readback.js';
import { setKernelTimes } from './kernel-times.js';
import { learned } from './learned.js';
import { arrivedOf, sendStep } from './send-step.js';

/** What is played, and how the rules for it are made. */
export interface Play {
  readonly backend: Backend;
  /** What `compile` writes, by file name. */
  readonly artifacts: ReadonlyMap<string, string>;
  readonly sip: Pick<Sip, 'udp' | 'tcp'>;
  readonly test: PolicyTest;
}

/**
 * Plays a test with real packets, from empty sets and buckets, in the time that it says. Throws with the words of the tool
 * where the rules do not load, and with those of the laboratory where packets were lost in it.
 *
 * @param prepare Is given the processes of both agents before anything is sent.
 */
export async function playTest(
  lab: Lab,
  { backend, artifacts, sip, test }: Play,
  prepare: (pid: number) => void,
): Promise<readonly Observed[]> {
  await lab.reset();
  for (const { pid } of [lab.world, lab.switch]) prepare(pid);
  await setKernelTimes(lab.switch, artifacts.get('sysctl.conf') ?? '');
  await lab.load(backend, artifacts);
  const loaded = now();
  const observed: Observed[] = [];
  let end = loaded;
  for (const step of test.steps) {
    const port = switchPortOf(step.send, sip);
    const answer =
      step.answer instanceof Map ? Object.fromEntries(step.answer) : (step.answer as number | 'nothing');
    await lab.switch.listen({ [step.send.transport]: [port], answer });
    const before = step.expect.rule === undefined ? undefined : await counters(lab.switch, backend);
    await setTimeout(Math.max(0, end + (step.wait ?? 0) - now()));
    const start = now();
    const { sent, arrivals } = await sendStep(lab, step, port, test.ports);
    end = sent?.times.at(-1) ?? now();
    const isAsked = testedSets.some((set) => step.expect.sets[set] !== undefined);
    observed.push({
      start: (sent?.times[0] ?? start) - loaded,
      times: sent?.times.map((time) => time - loaded),
      slip: sent?.slip ?? 0,
      delivered: arrivals.length,
      arrived: arrivedOf(step.send, arrivals),
      sets: isAsked ? await learned(lab.switch, backend) : undefined,
      counted: before && grown(before, await counters(lab.switch, backend)),
    });
  }
  return observed;
}

type Counters = Awaited<ReturnType<typeof counters>>;

const grown = (before: Counters, after: Counters): ReadonlyMap<string, number> =>
  new Map([...after].map(([id, { packets }]) => [id, packets - (before.get(id)?.packets ?? 0)]));
