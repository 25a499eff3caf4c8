import { artifactsOf } from '../../../compile/artifacts-of.js';
import { backendRules, evaluatorOptions } from '../../../compile/backend-rules.js';
import { saidIn } from '../../../compile/rulesets.js';
import type { Legalized } from '../../../compile.js';
import { rulesetsOf } from '../../../evaluate/options.js';
import type { Kernel, Stage } from '../../../host/lab/kernel.js';
import { type Backend, backends } from '../../../host/lab/load.js';
import type { Play } from '../../../host/lab/play/play-test.js';
import type { Policy } from '../../../policy/policy.js';
import type { PolicyTest, TestSend } from '../../../policy/policy-test.js';
import { asksTime } from '../../../ruleset/references.js';
import type { Ruleset } from '../../../ruleset/ruleset.js';
import type { PlayedOn } from '../../../testing/kernel/model.js';
import { verdictOf } from '../../../testing/kernel/verdict.js';
import {
  durationOf,
  type Failure,
  type ToldTest,
  tellOutcome,
  type Unplayed,
} from '../../../testing/outcome.js';
import { placeOf, playTest } from '../../../testing/play.js';
import { exitStatus } from '../../exit-status.js';
import { complain, type Io } from '../../io.js';
import type { ReadTest } from '../test.js';

/** A test as it is played on one backend of this host, and what the evaluator needs to know for it. */
export interface KernelPlay extends Play {
  readonly on: PlayedOn;
  readonly legalized: Legalized;
}

const rulesOf = { nftables: 'nftables', 'iptables-nft': 'iptables', 'iptables-legacy': 'iptables' } as const;

/** Of modprobe.conf nothing is in force here, so xt_recent has the size that the kernel gives it. */
const RECENT = 100;

/**
 * Every test on every backend that its policy has and this host has programs for; `without` is told of the others. Chains at
 * devices are left out, since the laboratory has none of the policy's; they only say sooner what later rules say.
 */
export function kernelPlays(
  tests: readonly ReadTest[],
  kernel: Kernel,
  without: (backend: Backend, tools: readonly string[]) => void,
): readonly KernelPlay[] {
  return backends.flatMap((backend) => {
    const plays = tests.flatMap((one) => playOf(one, backend));
    const missing = new Set(plays.flatMap(({ artifacts }) => kernel.missing(backend, artifacts)));
    if (missing.size === 0) return plays;
    without(backend, [...missing]);
    return [];
  });
}

function playOf({ test, legalized }: ReadTest, backend: Backend): readonly KernelPlay[] {
  const { legal, platform, policy } = legalized;
  const rules = backendRules(legal).find((one) => one.backend === rulesOf[backend]);
  if (rules === undefined) return [];
  const { sip } = policy;
  const artifacts = new Map([...artifactsOf(legalized)].filter(([file]) => file !== 'ingress.nft'));
  const { conntrack } = evaluatorOptions(platform, policy);
  const options = { ...(conntrack && { conntrack }), recentSources: RECENT };
  return [{ backend, artifacts, sip, test, legalized, on: { rules, options, sip } }];
}

/** Seconds between two lines. */
const EVERY = 10;

/**
 * How far it is, for whoever waits: a line when ten seconds have passed since the last. `weights`: how long each test takes,
 * compared with the others; what is left is told from those that are over.
 */
export function progressOf(
  weights: readonly number[],
  seconds: () => number,
): (done: number) => string | undefined {
  const whole = sumOf(weights);
  let told = 0;
  return (done) => {
    const now = seconds();
    if (done >= weights.length || now - told < EVERY) return undefined;
    told = now;
    const over = sumOf(weights.slice(0, done));
    return `${done} of ${weights.length} tests played, about ${spanText((now * (whole - over)) / over)} left`;
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const spanText = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds / 10) * 10)} s` : `${Math.round(seconds / 60)} min`;

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
  if (test.steps.some(({ send }) => isPlaced(send, legalized.policy.sip)))
    return { failures: [], unplayed: { kind: 'place' } };
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

/**
 * The laboratory's switch has no devices and no addresses of the policy. What is behind it has those that are forwarded to; one stream of packets goes
 * to one of them, so senders of both families are none.
 */
function isPlaced(send: TestSend, sip: Policy['sip']): boolean {
  if (send.icmp.length > 0 || send.on !== undefined) return true;
  const families = new Set([...(send.to === undefined ? send.from : [send.to])].map(({ family }) => family));
  const places = [...families].map((family) => placeOf(send, sip, family));
  if (places.some(({ forwarded }) => forwarded))
    return places.length > 1 || places.some(({ at }) => at === undefined);
  return send.at !== undefined;
}

const secondsOf = (test: PolicyTest): number => Math.ceil(durationOf(test) / 1000);

const asksAnyTime = ({ chains }: Ruleset): boolean => chains.some(({ rules }) => rules.some(asksTime));
