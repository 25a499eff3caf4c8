import { saidIn } from '../../../compile/said-in.js';
import { rulesetsOf } from '../../../evaluate/options.js';
import type { Stage } from '../../../host/lab/kernel.js';
import type { PolicyTest } from '../../../policy/policy-test.js';
import { asksTime } from '../../../ruleset/asks-time.js';
import type { Ruleset } from '../../../ruleset/ruleset.js';
import { durationOf } from '../../../testing/duration.js';
import { verdictOf } from '../../../testing/kernel/verdict.js';
import type { Failure } from '../../../testing/outcome.js';
import { playTest } from '../../../testing/play-test.js';
import { type ToldTest, tellOutcome } from '../../../testing/tell.js';
import type { Unplayed } from '../../../testing/unplayed.js';
import { complain } from '../../complain.js';
import { exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import { type KernelPlay, kernelPlays } from './kernel-plays.js';
import { progressOf } from './progress.js';
import type { ReadTest } from './read-tests.js';

/** Seconds of its own time that a test may take. */
const MOST_SECONDS = 60;
const TRIALS = 5;
/** Seconds for a trial beside the test's own time: namespaces, rules, and what a busy machine adds. */
const AROUND = 10;

/** Plays the tests on this host's kernel, one after the other. In words, why it cannot be done. */
export async function playOnKernel(
  tests: readonly ReadTest[],
  io: Io,
): Promise<readonly ToldTest[] | string> {
  const kernel = await io.kernel();
  const refusal = await kernel.refusal();
  if (refusal !== undefined) return refusal;
  const plays = kernelPlays(tests, kernel, (backend, tools) =>
    io.stderr.write(`vosguard: ${backend} is left out: not installed: ${tools.join(', ')}\n`),
  );
  if (plays.length === 0)
    return tests.length === 0 ? [] : 'no backend of this policy can be loaded on this host';
  const seconds = plays.reduce((sum, { test }) => sum + Math.min(secondsOf(test), MOST_SECONDS), 0);
  io.stderr.write(`vosguard: ${plays.length} tests on this host's kernel, in network namespaces\n`);
  const stage = await kernel.open(Math.ceil(TRIALS * (seconds + AROUND * plays.length)));
  if (typeof stage === 'string') return stage;
  try {
    const told: ToldTest[] = [];
    const weights = plays.map(({ test }) => Math.min(secondsOf(test), MOST_SECONDS) + 1);
    const progress = progressOf(weights, stage.seconds);
    for (const play of plays) {
      told.push(tell(play, await outcomeOf(stage, play)));
      const line = progress(told.length);
      if (line !== undefined) complain(io, exitStatus.done, line);
    }
    return told;
  } finally {
    await stage.close();
  }
}

interface Outcome {
  readonly failures: readonly Failure[];
  readonly unplayed?: Unplayed;
}

const tell = ({ test, backend, legalized }: KernelPlay, outcome: Outcome): ToldTest =>
  tellOutcome({ test, backend: `${backend} (kernel)`, ...outcome }, saidIn(legalized.document));

/**
 * Again, and before other processes, where the machine did not keep the times. A failure is believed when
 * the evaluator has it too, when it comes twice, or when every other trial was late.
 */
async function outcomeOf(stage: Stage, { on, legalized, ...play }: KernelPlay): Promise<Outcome> {
  const { test } = play;
  if (secondsOf(test) > MOST_SECONDS)
    return { failures: [], unplayed: { kind: 'long', seconds: secondsOf(test), most: MOST_SECONDS } };
  const protocol = test.steps.find(({ send }) => send.protocol !== undefined)?.send.protocol;
  if (protocol !== undefined) return { failures: [], unplayed: { kind: 'protocol', protocol } };
  const isPlaced = test.steps.some(({ send }) => send.icmp.length > 0 || (send.at ?? send.on) !== undefined);
  if (isPlaced) return { failures: [], unplayed: { kind: 'place' } };
  if (test.starts !== undefined || rulesetsOf(on.rules).some(asksAnyTime))
    return { failures: [], unplayed: { kind: 'clock' } };
  const alone = playTest(test, on.rules, on.options, legalized.policy).failures;
  let seen: readonly Failure[] | undefined;
  for (let trial = 0; trial < TRIALS; trial++) {
    const attempt = await stage.play(play, trial > 0);
    if (attempt.kind === 'refused') return { failures: [], unplayed: attempt };
    if (attempt.kind === 'lost') continue;
    const verdict = verdictOf(test, attempt.observed, on, alone);
    if (verdict.kind === 'late') continue;
    const isBeside = verdict.failures.some(({ what }) => what === 'evaluator');
    if (seen !== undefined || (alone.length > 0 && !isBeside) || verdict.failures.length === 0)
      return verdict;
    seen = verdict.failures;
  }
  return seen === undefined
    ? { failures: [], unplayed: { kind: 'late', trials: TRIALS } }
    : { failures: seen };
}

const secondsOf = (test: PolicyTest): number => Math.ceil(durationOf(test) / 1000);

const asksAnyTime = ({ chains }: Ruleset): boolean => chains.some(({ rules }) => rules.some(asksTime));
